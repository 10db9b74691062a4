using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>Which field a column's name is, and which it may mean.</summary>
public sealed class ColumnTests
{
    public static TheoryData<string> Cultures => ["en-US", "de-DE", "tr-TR"];

    [Theory]
    [InlineData("Order Id", Field.OrderId)]
    [InlineData("order-id", Field.OrderId)]
    [InlineData("ORDER_ID ", Field.OrderId)]
    [InlineData("\u00A0Order\u00A0ID", Field.OrderId)]
    [InlineData("\uFEFFOrderId", Field.OrderId)]
    [InlineData("\u00EF\u00BB\u00BFOrderId", Field.OrderId)]
    [InlineData("Order\u2011Id", Field.OrderId)]
    [InlineData("Order\nID", Field.OrderId)]
    [InlineData("order external ref", Field.OrderExternalRef)]
    [InlineData("Item-ID", Field.ItemId)]
    [InlineData("I D", Field.ItemId)]
    [InlineData("external ref", Field.ItemExternalRef)]
    [InlineData("ExternalRef", Field.ItemExternalRef)]
    [InlineData("COMBINED", Field.Combined)]
    [InlineData("Quan\u200Btity", Field.Quantity)]
    [InlineData("reference ", Field.Reference)]
    [InlineData("Refe\u00ADrence", Field.Reference)]
    [InlineData("items", Field.Items)]
    public void Case_white_space_hyphens_underscores_and_invisible_characters_are_ignored(string name, Field field)
    {
        Assert.Equal((field, null), (Column.Of(name).Field, Column.Of(name).MayMean));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_spelling_of_a_field_name_is_recognized(string culture)
    {
        using IDisposable _ = Culture.Of(culture);
        foreach (Field field in Fields.All)
        {
            foreach (string name in Fields.Names(field))
            {
                string[] ways =
                [
                    name, name.ToUpperInvariant(), name.ToLowerInvariant(), $" {name}\t", $"\u200B{name}\u00A0", string.Join("_", name.ToCharArray()),
                    string.Join("-", name.ToCharArray()), string.Join(" ", name.ToCharArray()),
                ];
                Assert.All(ways, way => Assert.Equal(field, Column.Of(way).Field));
            }
        }
    }

    [Theory]
    [InlineData("Qty", Field.Quantity)]
    [InlineData("Amount", null)]
    [InlineData("Quantiy", Field.Quantity)]
    [InlineData("Qauntity", Field.Quantity)]
    [InlineData("Quantity:", Field.Quantity)]
    [InlineData("Quantities", Field.Quantity)]
    [InlineData("Return Quantity", Field.Quantity)]
    [InlineData("Qty to return", Field.Quantity)]
    [InlineData("Lineitem quantity", Field.Quantity)]
    [InlineData("Refrence", Field.Reference)]
    [InlineData("Ref", Field.Reference)]
    [InlineData("Reference No", Field.Reference)]
    [InlineData("Return Reference", Field.Reference)]
    [InlineData("RMA Number", Field.Reference)]
    [InlineData("Order_Reference", Field.OrderExternalRef)]
    [InlineData("Order Ref", Field.OrderExternalRef)]
    [InlineData("Order External Reference", Field.OrderExternalRef)]
    [InlineData("External Reference", Field.ItemExternalRef)]
    [InlineData("Item Ref", Field.ItemExternalRef)]
    [InlineData("Ordr Id", Field.OrderId)]
    [InlineData("OrderIds", Field.OrderId)]
    [InlineData("ItmId", Field.ItemId)]
    [InlineData("Line ID", Field.ItemId)]
    [InlineData("Combine", Field.Combined)]
    public void A_similar_name_is_suggested_as_the_field(string name, Field? field)
    {
        Column column = Column.Of(name);
        Assert.Null(column.Field);
        Assert.Equal(field, column.MayMean);
    }

    /// <summary>What Shopify, WooCommerce, Amazon and workbooks export in addition to the fields.</summary>
    [Theory]
    [InlineData("Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem name,Lineitem price,Lineitem sku,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Tags,Risk Level,Source,Phone")]
    [InlineData("Order Number,Order Date,Order Status,Order Total,OrderDate,Order Notes,Customer Note,First Name,Company,Country Code,SKU,Item #,Item Name,ItemName,Item Cost,Item,Coupon Code,Product Id,Product Name")]
    [InlineData("Customer Reference,Customer Id,CustomerId,Payment Reference,Preference,Quality,Ordered,Price,Status,State,Message,Description,Colour,Size,Barcode,Warehouse,Comment,Reason,Address,Amount,Count,Units,User Id,Return Reason,Return Date,Url,Difference,Internal Ref")]
    [InlineData("Operation,State,Occurrence,Result,StartedAt,EndedAt,Path,FromJournal,Request,PSComputerName,RunspaceId,PSShowComputerName,Table,RowState,Length,Keys,Values")]
    [InlineData("ıd")]
    public void Other_columns_of_shop_exports_are_ignored(string names)
    {
        Assert.All(names.Split(','), name => Assert.Equal((null, null), (Column.Of(name).Field, Column.Of(name).MayMean)));
    }

    [Theory]
    [InlineData("OrderId;ItemId;Quantity", "Column 'OrderId;ItemId;Quantity' contains several column names; read the file with -Delimiter ';'")]
    [InlineData("order_id\tid\tqty", "Column 'order_id<U+0009>id<U+0009>qty' contains several column names; read the file with -Delimiter \"`t\"")]
    [InlineData("OrderId|ItemId", "Column 'OrderId|ItemId' contains several column names; read the file with -Delimiter '|'")]
    [InlineData("Name,OrderId,\"Qty\"", "Column 'Name,OrderId,\"Qty\"' contains several column names; read the file with -Delimiter ','")]
    public void A_column_that_contains_several_names_suggests_a_wrong_delimiter(string name, string advice)
    {
        Assert.Equal($"Row 1: no order ID or reference, and no item. {advice}.", Rows.Read(Rows.Of(1, (name, "1;2;3"))));
    }

    [Theory]
    [InlineData("OrderId=1,ItemId=2,Qty=3", "Quantity is missing. Column 'Qty' may mean Quantity; if so, rename it")]
    [InlineData("OrderId=1,ItemId=2,Quantity=3,Refrence=A,Ref=B", "Reference is missing; a return needs one, in the row or as -Reference. Column 'Refrence' may mean Reference; if so, rename it. Column 'Ref' may mean Reference; if so, rename it")]
    [InlineData("Order_Reference=A,external_ref=B,Quantity=3,Reference=R", "no order ID or reference. Column 'Order_Reference' may mean OrderExternalRef; if so, rename it")]
    [InlineData("OrderId=1,Item Ref=B,Quantity=3,Reference=R", "no item. Column 'Item Ref' may mean ItemExternalRef; if so, rename it")]
    public void The_error_for_a_missing_field_suggests_a_similar_column(string cells, string problem)
    {
        Assert.Equal($"Row 7: {problem}.", Rows.Read(Rows.Csv(7, cells), Operation.Return));
    }

    [Theory]
    [InlineData("OrderId=,ItemId= ,Quantity=", true)]
    [InlineData("OrderId=,ItemId= ,Quantity=,Note=total", true)]
    [InlineData("OrderId=,ItemId=,Quantity=,Reference=R", false)]
    [InlineData("OrderId=,ItemId=,Qty=2", false)]
    [InlineData("Note=,Colour=", false)]
    public void A_row_is_blank_if_all_its_fields_are_empty(string cells, bool isBlank)
    {
        Assert.Equal(isBlank, Rows.Csv(1, cells).IsBlank);
    }

    [Fact]
    public void A_nested_row_is_never_blank()
    {
        Row inner = new(Rows.Csv(1, "OrderId=1"), 1);
        inner.Add(Column.Of("ItemId"), "");

        Assert.False(inner.IsBlank);
    }

    [Theory]
    [InlineData("OrderId=1,ItemId=x,Quantity=1", true)]
    [InlineData("OrderExternalRef=A,ItemId=x,Quantity=1", true)]
    [InlineData("OrderExternalRef=..,ItemId=x,Quantity=1", true)]
    [InlineData("OrderId=1,order_id=2,ItemId=3,Quantity=1", true)]
    [InlineData("OrderId=,ItemId=3,Quantity=1", false)]
    [InlineData("ItemId=3,Quantity=1", false)]
    [InlineData("OrderId=45.453.576,ItemId=3,Quantity=1", false)]
    [InlineData("OrderId=45453576.0,ItemId=3,Quantity=1", false)]
    [InlineData("OrderId=x,OrderExternalRef=A,ItemExternalRef=B,Quantity=1", false)]
    [InlineData("OrderId=1,order_id=x,ItemId=3,Quantity=1", false)]
    [InlineData("OrderId=1,OrderExternalRef=M\uFFFDLLER,ItemId=3,Quantity=1", false)]
    public void A_bad_row_identifies_its_order_if_all_order_fields_are_valid(string cells, bool identifies)
    {
        RowReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Assert.Equal(identifies, reader.Read(Rows.Csv(1, cells), out _)!.IdentifiesOrder);

        RowReader given = new(Operation.Cancellation, new OrderDefaults(1, null, null));
        Assert.True(given.Read(Rows.Csv(1, cells), out _)?.IdentifiesOrder ?? true);
    }

    [Theory]
    [InlineData("OrderId=1,ItemId=x,Quantity=1", Field.ItemId)]
    [InlineData("OrderId=1,ItemId=2,Quantity=x", Field.Quantity)]
    [InlineData("OrderId=1,ItemId=2", Field.Quantity)]
    [InlineData("order_id=y,ItemId=2,Quantity=1", Field.OrderId)]
    [InlineData("OrderId=1,combined=A,Quantity=1", Field.Combined)]
    [InlineData("OrderExternalRef=..,ItemExternalRef=A,Quantity=1", Field.OrderExternalRef)]
    public void An_error_has_its_row_and_field(string cells, Field field)
    {
        RowError error = new RowReader(Operation.Cancellation, Rows.NoDefaults).Read(Rows.Csv(7, cells), out _)!;

        Assert.Equal((7, field), (error.RowNumber, error.Field));
    }

    [Fact]
    public void Rows_without_the_same_column_share_a_cause()
    {
        BadRows<int> bad = new(kept: 2);
        Assert.Equal("first", Add(1, "OrderId=1,ItemId=2"));
        Assert.Equal("", Add(2, "OrderId=2,ItemId=2"));
        Assert.Equal("own", Add(3, "OrderId=2,ItemId=2,Quantity="));
        Assert.Equal("own", Add(4, "OrderId=2,ItemId=2,Quantity=x"));
        Assert.Equal("first", Add(5, "ItemId=2,Quantity=1"));
        Assert.Equal("own first", Add(6, "OrderId=x,ItemId=2,Quantity=1"));
        Assert.Equal("", Add(7, "OrderId=,ItemId=2,Quantity=1"));
        Assert.Equal("", Add(8, "OrderId=4,ItemId=2"));

        BadRowGroup<int> shared = Assert.Single(bad.WithSharedCause);
        Assert.Equal(("Rows 1, 2 and 8", 3, "1 2"), (shared.Name, shared.Count, string.Join(" ", shared.Inputs)));
        Assert.Equal(["Rows 5 and 7", "Row 6"], bad.Unidentified.Select(group => group.Name));

        string Add(int number, string cells)
        {
            RowError error = new RowReader(Operation.Cancellation, Rows.NoDefaults).Read(Rows.Csv(number, cells), out _)!;
            bool isFirst = bad.Add(error, number, out bool isOwn);
            return string.Join(" ", new List<string> { isOwn ? "own" : "", isFirst ? "first" : "" }.Where(word => word.Length > 0));
        }
    }

    [Theory]
    [InlineData(1, 1, "Row 1")]
    [InlineData(1, 2, "Rows 1 and 2")]
    [InlineData(1, 200_000, "Rows 1 to 200000 (200000 rows)")]
    public void Row_ranges_are_formatted_briefly(int first, int last, string name)
    {
        BadRows<int> bad = new(kept: 100);
        RowReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        for (int number = first; number <= last; number++)
            bad.Add(reader.Read(Rows.Csv(number, "OrderId=1,ItemId=2"), out _)!, number, out _);

        Assert.Equal((name, Math.Min(last, 100)), (bad.WithSharedCause[0].Name, bad.WithSharedCause[0].Inputs.Count));
    }

    [Fact]
    public void Rows_that_are_not_consecutive_are_named_up_to_the_fifth()
    {
        BadRows<int> bad = new(kept: 100);
        RowReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        foreach (int number in (int[])[1, 3, 4, 8, 9, 12, 40])
            bad.Add(reader.Read(Rows.Csv(number, "OrderId=1,ItemId=2"), out _)!, number, out _);

        Assert.Equal("Rows 1, 3, 4, 8, 9 and 2 more", bad.WithSharedCause[0].Name);
    }

    [Fact]
    public void Nested_rows_of_one_input_object_count_once()
    {
        BadRows<string> bad = new(kept: 100);
        RowReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Row outer = Rows.Csv(4, "OrderId=1");
        foreach (int item in (int[])[1, 2])
        {
            Row nested = new(outer, item);
            nested.Add(Column.Of("ItemId"), "2");
            bad.Add(reader.Read(nested, out _)!, "the object", out _);
        }

        Assert.Equal(("Row 4", 1, "the object"), (bad.WithSharedCause[0].Name, bad.WithSharedCause[0].Count, Assert.Single(bad.WithSharedCause[0].Inputs)));
    }

    [Fact]
    public void A_nested_row_has_the_order_columns_of_its_outer_row()
    {
        RowReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Row nested = new(Rows.Csv(4, "OrderId="), 1);
        nested.Add(Column.Of("ItemId"), "2");
        nested.Add(Column.Of("Quantity"), "1");

        RowError error = reader.Read(nested, out _)!;

        // The column is there and blank, so the error belongs to this row alone.
        Assert.Equal(("Row 4, item 1: no order ID or reference. Add OrderId, OrderExternalRef or both, to the row or on the command line.", null), (error.Message, error.SharedCause));
        Assert.Equal((true, false), (nested.HasFields, new Row(1).HasFields));
    }
}
