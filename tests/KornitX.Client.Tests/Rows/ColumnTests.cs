#if !NETFRAMEWORK
using System.Text;
#endif

namespace KornitX.Client.Tests;

/// <summary>Which field a column's name is, and which it may mean.</summary>
public sealed class ColumnTests
{
    public static TheoryData<string> Cultures => ["en-US", "de-DE", "tr-TR"];

#if !NETFRAMEWORK
    // There the code pages need no provider, and Mono has its own.
    /// <summary>A file in UTF-8 or UTF-16 with a byte order mark, read in the code page of an older system.</summary>
    [Theory]
    [InlineData(437)]
    [InlineData(720)]
    [InlineData(737)]
    [InlineData(775)]
    [InlineData(850)]
    [InlineData(852)]
    [InlineData(855)]
    [InlineData(857)]
    [InlineData(862)]
    [InlineData(866)]
    [InlineData(874)]
    [InlineData(932)]
    [InlineData(1250)]
    [InlineData(1251)]
    [InlineData(1252)]
    [InlineData(1253)]
    [InlineData(1254)]
    [InlineData(1255)]
    [InlineData(1256)]
    [InlineData(1257)]
    [InlineData(1258)]
    [InlineData(10000)]
    [InlineData(10007)]
    [InlineData(10029)]
    [InlineData(20866)]
    [InlineData(28592)]
    public void A_byte_order_mark_read_in_another_code_page_is_ignored(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding other = Encoding.GetEncoding(codePage);
        foreach (Encoding own in (Encoding[])[new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)])
        {
            string name = other.GetString([.. own.GetPreamble(), .. own.GetBytes("Quantity")]);
            Assert.Equal((own.WebName, name, Field.Quantity), (own.WebName, name, Column.Parse(name).Field));
        }
    }
#endif

    [Theory]
    [InlineData("Order Id", Field.OrderId)]
    [InlineData("order-id", Field.OrderId)]
    [InlineData("ORDER_ID ", Field.OrderId)]
    [InlineData("\u00A0Order\u00A0ID", Field.OrderId)]
    [InlineData("\uFEFFOrderId", Field.OrderId)]
    [InlineData("\u00EF\u00BB\u00BFOrderId", Field.OrderId)]
    // With quotes that a byte order mark before them leaves in the name, in UTF-8 and UTF-16, read in other code pages.
    [InlineData("\u00EF\u00BB\u00BF\"Reference\"", Field.Reference)]
    [InlineData("\uFEFF\"Reference\"", Field.Reference)]
    [InlineData("∩╗┐\"Reference\"", Field.Reference)]
    [InlineData("´╗┐Order Id", Field.OrderId)]
    [InlineData("п»їid", Field.ItemId)]
    [InlineData("ďťżQuantity", Field.Quantity)]
    [InlineData("ÔªøQuantity", Field.Quantity)]
    [InlineData("Ã¯Â»Â¿Quantity", Field.Quantity)]
    [InlineData("\uFFFDｻｿQuantity", Field.Quantity)]
    [InlineData("锘縍eference", Field.Reference)]
    [InlineData("癤풰eference", Field.Reference)]
    [InlineData("锘\uFFFD\"Reference\"", Field.Reference)]
    [InlineData("ÿþR\0e\0f\0e\0r\0e\0n\0c\0e\0", Field.Reference)]
    [InlineData("þÿ\0R\0e\0f\0e\0r\0e\0n\0c\0e", Field.Reference)]
    [InlineData("\u00A0■Reference", Field.Reference)]
    [InlineData("\uFFFD\uFFFDReference", Field.Reference)]
    [InlineData("???Reference", Field.Reference)]
    [InlineData("State", Field.State)]
    [InlineData("operation", Field.Operation)]
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
        Assert.Equal((field, null), (Column.Parse(name).Field, Column.Parse(name).MayMean));
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
                    name,
                    name.ToUpperInvariant(),
                    name.ToLowerInvariant(),
                    $" {name}\t",
                    $"\u200B{name}\u00A0",
                    string.Join("_", name.ToCharArray()),
                    string.Join("-", name.ToCharArray()), string.Join(" ", name.ToCharArray()),
                ];
                Assert.All(ways, way => Assert.Equal(field, Column.Parse(way).Field));
            }
        }
    }

    [Theory]
    [InlineData("Qty", Field.Quantity)]
    [InlineData("Amount", null)]
    [InlineData("Quantiy", Field.Quantity)]
    [InlineData("Qauntity", Field.Quantity)]
    [InlineData("Quantity:", Field.Quantity)]
    [InlineData("Qty.", Field.Quantity)]
    [InlineData("Qtys", Field.Quantity)]
    [InlineData("Cancellation Qty", Field.Quantity)]
    [InlineData("Ref Number", Field.Reference)]
    [InlineData("Quantity*", Field.Quantity)]
    [InlineData("Quantity (pcs)", Field.Quantity)]
    [InlineData("\"Quantity\"", Field.Quantity)]
    [InlineData("RMA #", Field.Reference)]
    [InlineData("RMA No.", Field.Reference)]
    [InlineData("RMA-Nr.", Field.Reference)]
    [InlineData("Ref.", Field.Reference)]
    [InlineData("Ref. No.", Field.Reference)]
    [InlineData("Reference (RMA)", Field.Reference)]
    [InlineData("[Reference]", Field.Reference)]
    [InlineData("*Reference", Field.Reference)]
    [InlineData("Order Ref.", Field.OrderExternalRef)]
    [InlineData("Item Ref.", Field.ItemExternalRef)]
    [InlineData("Order ID #", Field.OrderId)]
    [InlineData("Order Id No.", Field.OrderId)]
    [InlineData("Order (ID)", Field.OrderId)]
    [InlineData("(ID)", Field.ItemId)]
    [InlineData("\u00EF\u00BB\u00BFQty", Field.Quantity)]
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
        Column column = Column.Parse(name);
        Assert.Null(column.Field);
        Assert.Equal(field, column.MayMean);
    }

    /// <summary>What Shopify, WooCommerce, Amazon and workbooks export in addition to the fields.</summary>
    [Theory]
    [InlineData(
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem "
            + "name,Lineitem price,Lineitem sku,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Tags,Risk Level,Source,Phone")]
    [InlineData(
        "Order Number,Order Date,Order Status,Order Total,OrderDate,Order Notes,Customer Note,First Name,Company,Country Code,SKU,Item #,"
            + "Item Name,ItemName,Item Cost,Item,Coupon Code,Product Id,Product Name")]
    [InlineData(
        "Customer Reference,Customer Id,CustomerId,Payment Reference,Preference,Quality,Ordered,Price,Status,State/Province,Message,"
            + "Description,Colour,Size,Barcode,Warehouse,Comment,Reason,Address,Amount,Count,Units,User Id,Return Reason,Return Date,Url,"
                + "Difference,Internal Ref")]
    [InlineData(
        "Occurrence,Result,StartedAt,EndedAt,FromJournal,Request,PSComputerName,RunspaceId,PSShowComputerName,Table,RowState,Length,Keys,"
            + "Values")]
    [InlineData("ıd")]
    [InlineData("Order No.,Order #,Item No.,Items (count),State (ship to),商品ID,顧客Reference,Price (Reference)")]
    public void Other_columns_of_shop_exports_are_ignored(string names)
    {
        Assert.All(names.Split(','), name => Assert.Equal((null, null), (Column.Parse(name).Field, Column.Parse(name).MayMean)));
    }

    [Theory]
    [InlineData(
        "OrderId;ItemId;Quantity", "Column 'OrderId;ItemId;Quantity' contains several column names; read the file with -Delimiter ';'")]
    [InlineData(
        "order_id\tid\tqty", "Column 'order_id<U+0009>id<U+0009>qty' contains several column names; read the file with -Delimiter \"`t\"")]
    [InlineData("OrderId|ItemId", "Column 'OrderId|ItemId' contains several column names; read the file with -Delimiter '|'")]
    [InlineData("Name,OrderId,\"Qty\"", "Column 'Name,OrderId,\"Qty\"' contains several column names; read the file with -Delimiter ','")]
    public void A_column_that_contains_several_names_suggests_a_wrong_delimiter(string name, string advice)
    {
        Assert.Equal($"Row 1: no order ID or reference, and no item. {advice}.", Rows.Read(Rows.Of(1, (name, "1;2;3"))));
    }

    [Theory]
    [InlineData("OrderId=1,ItemId=2,Qty=3", "Quantity is missing. Column 'Qty' may mean Quantity; if so, rename it")]
    [InlineData(
        "OrderId=1,ItemId=2,Quantity=3,Refrence=A,Ref=B",
        "Reference is missing; a return needs one, in the row or as -Reference. Column 'Refrence' may mean Reference; if so, rename it. "
            + "Column 'Ref' may mean Reference; if so, rename it")]
    [InlineData(
        "Order_Reference=A,external_ref=B,Quantity=3,Reference=R",
        "no order ID or reference. Column 'Order_Reference' may mean OrderExternalRef; if so, rename it")]
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
        inner.Add(Column.Parse("ItemId"), "");

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
    public void Rows_without_the_same_column_are_one_error()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Assert.Equal("first", Add(1, "OrderId=1,ItemId=2"));
        Assert.Equal("", Add(2, "OrderId=2,ItemId=2"));
        Assert.Equal("own", Add(3, "OrderId=2,ItemId=2,Quantity="));
        Assert.Equal("own", Add(4, "OrderId=2,ItemId=2,Quantity=x"));
        Assert.Equal("first", Add(5, "ItemId=2,Quantity=1"));
        Assert.Equal("own first", Add(6, "OrderId=x,ItemId=2,Quantity=1"));
        Assert.Equal("", Add(7, "OrderId=,ItemId=2,Quantity=1"));
        Assert.Equal("", Add(8, "OrderId=4,ItemId=2"));

        BadRowGroup shared = Assert.Single(reader.BadRowGroups);
        Assert.Equal(
            ("Rows 1, 2 and 8: Quantity is missing.", 3, "1 2 8"), (shared.Message, shared.Count, string.Join(" ", shared.Inputs)));
        Assert.Equal(["Rows 5 and 7", "Row 6 (x, 2, 1)"], reader.UnidentifiedRows.Select(group => group.Message.Split(':')[0]));

        string Add(int number, string cells)
        {
            BadRow bad = reader.Add(Rows.Csv(number, cells), number)!;
            return string.Join(
                " ", new List<string> { bad.IsOwnError ? "own" : "", bad.IsFirstOfGroup ? "first" : "" }.Where(word => word.Length > 0));
        }
    }

    [Theory]
    [InlineData(1, 1, "Row 1 (1, 2): Quantity is missing.")]
    [InlineData(1, 2, "Rows 1 and 2: Quantity is missing.")]
    [InlineData(1, 200_000, "Rows 1 to 200000: Quantity is missing.")]
    public void Row_ranges_are_formatted_briefly(int first, int last, string message)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults, asStream: true);
        for (int number = first; number <= last; number++)
            reader.Add(Rows.Csv(number, "OrderId=1,ItemId=2"), number);

        Assert.Equal((message, Math.Min(last, 100)), (reader.BadRowGroups[0].Message, reader.BadRowGroups[0].Inputs.Count));
    }

    [Fact]
    public void Rows_that_are_not_consecutive_are_named_up_to_the_fifth()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        foreach (int number in (int[])[1, 3, 4, 8, 9, 12, 40])
            reader.Add(Rows.Csv(number, "OrderId=1,ItemId=2"), number);

        Assert.Equal("Rows 1, 3, 4, 8, 9 and 2 more: Quantity is missing.", reader.BadRowGroups[0].Message);
    }

    [Fact]
    public void Nested_rows_of_one_input_object_count_once()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Row outer = Rows.Csv(4, "OrderId=1");
        foreach (int item in (int[])[1, 2])
        {
            Row nested = new(outer, item);
            nested.Add(Column.Parse("ItemId"), "2");
            reader.Add(nested, "the object");
        }

        Assert.Equal(
            ("Row 4, item 1 (1, 2): Quantity is missing.", 1, "the object"),
            (reader.BadRowGroups[0].Message, reader.BadRowGroups[0].Count, Assert.Single(reader.BadRowGroups[0].Inputs)));
    }

    [Fact]
    public void Two_columns_of_one_field_with_different_values_are_one_error()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        for (int number = 1; number <= 300; number++)
            Assert.False(reader.Add(Rows.Csv(number, $"OrderId=1,id={number},item_id=5000,Quantity=1"), number)!.IsOwnError);

        Assert.Equal(
            "Rows 1 to 300: columns id and item_id are both read as ItemId, and their values differ. Remove or rename the one that does "
                + "not have the ItemId.",
            Assert.Single(reader.BadRowGroups).Message);
    }

    [Fact]
    public void A_row_of_columns_that_contradict_each_other_shows_both_values()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        reader.Add(Rows.Csv(2, "OrderId=1,id=7,item_id=5000,Quantity=1"), null);

        Assert.Equal(
            "Row 2 (1, 7, 1): id '7' and item_id '5000' have different values for the same field.", reader.BadRowGroups[0].Message);
    }

    [Theory]
    [InlineData("is empty", null, "Row 1 is empty.", "Rows 1 and 2 are empty.")]
    [InlineData(
        "has Items more than once",
        "has Items more than once",
        "Row 1 has Items more than once.",
        "Rows 1 and 2 have Items more than once.")]
    [InlineData("its Items are empty", "its Items are empty", "Row 1: its Items are empty.", "Rows 1 and 2: its Items are empty.")]
    [InlineData("is 'x', not an object", "is text, not objects", "Row 1 is 'x', not an object.", "Rows 1 and 2 are text, not objects.")]
    public void An_object_that_is_no_row_is_the_subject_of_the_sentence(string problem, string? shared, string one, string two)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Add(1);
        Assert.Equal(one, Assert.Single(reader.UnidentifiedRows).Message);
        Add(2);
        Assert.Equal(two, Assert.Single(reader.UnidentifiedRows).Message);

        void Add(int number)
        {
            Row row = new(number);
            row.Fail(problem, shared);
            reader.Add(row, null);
        }
    }

    [Fact]
    public void References_that_differ_only_in_case_are_two_orders_of_which_the_second_is_marked()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        int number = 0;
        foreach (string cells in (string[])["OrderExternalRef=POS-9", "OrderExternalRef=pos-9", "OrderExternalRef=POS-9,Reference=A", "OrderExternalRef=B", "OrderExternalRef=C,Reference=R", "OrderExternalRef=C,Reference=r"])
            reader.Add(Rows.Csv(++number, cells + ",ItemExternalRef=X,Quantity=1"), null);

        Assert.Equal([null, "order POS-9", null, null, "order C with reference R"], reader.TakeRest().Select(order => order.CaseVariant));
    }

    [Theory]
    [InlineData("Operation=Return,State=Created", "Return Created")]
    [InlineData("Operation= return ,State=CREATED", "Return Created")]
    [InlineData("Operation=Cancellation,State=Unknown,Path=/j,Number=7", "Cancellation Unknown /j 7")]
    [InlineData("Operation=Cancellation,State=Unknown,Path=/j,Number=x", "Cancellation Unknown")]
    [InlineData("State=Created", "")]
    [InlineData("Operation=Return", "")]
    [InlineData("Operation=Return,State=NY", "")]
    [InlineData("Operation=Return,State=0", "")]
    [InlineData("Operation=Insert,State=Created", "")]
    public void A_row_has_a_state_if_operation_and_state_are_words_of_this_module(string cells, string state)
    {
        OrderReader reader = new(Operation.Return, Rows.NoDefaults);
        reader.Add(Rows.Csv(1, "OrderId=1,ItemId=2,Quantity=3,Reference=R," + cells), null);

        Assert.Equal(state, string.Join(", ", Assert.Single(reader.TakeRest()).States.Select(Show)));
    }

    [Fact]
    public void A_nested_row_has_the_state_of_its_outer_row_and_its_own()
    {
        OrderReader reader = new(Operation.Return, Rows.NoDefaults);
        Row outer = Rows.Csv(1, "OrderId=1,Reference=R,Operation=Return,State=Unknown");
        foreach ((int item, string cells) in ((int, string)[])[(
            1,
            "ItemId=2,Quantity=1"),
            (2, "ItemId=3,Quantity=1,State=Created"),
            (3, "ItemId=4,Quantity=1,Operation=Cancellation,State=Rejected")])
        {
            Row nested = new(outer, item);
            foreach (string cell in cells.Split(','))
                nested.Add(Column.Parse(cell.Split('=')[0]), cell.Split('=')[1]);
            reader.Add(nested, null);
        }

        Assert.Equal(["Return Unknown", "Return Created", "Cancellation Rejected"], Assert.Single(reader.TakeRest()).States.Select(Show));
    }

    [Fact]
    public void A_state_alone_makes_no_row()
    {
        Assert.True(Rows.Csv(1, "OrderId=,ItemId=,Quantity=,Operation=Return,State=Created,Path=/j,Number=3").IsBlank);
        Assert.False(Rows.Csv(1, "Operation=Return,State=Created").HasFields);
    }

    [Fact]
    public void A_nested_row_has_the_order_columns_of_its_outer_row()
    {
        RowReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Row nested = new(Rows.Csv(4, "OrderId="), 1);
        nested.Add(Column.Parse("ItemId"), "2");
        nested.Add(Column.Parse("Quantity"), "1");

        RowError error = reader.Read(nested, out _)!;

        // The column is there and blank, so the error belongs to this row alone.
        Assert.Equal(
            ("Row 4, item 1: no order ID or reference. Add OrderId, OrderExternalRef or both, to the row or on the command line.", null),
            (error.Message, error.SharedProblem));
        Assert.Equal((true, false), (nested.HasFields, new Row(1).HasFields));
    }

    private static string Show(RowState state) =>
        $"{state.Operation.Name} {state.State}" + (state.JournalPath is null ? "" : $" {state.JournalPath} {state.Number}");
}
