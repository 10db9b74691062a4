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
    [InlineData("Quan\uFE00tity", Field.Quantity)]
    [InlineData("Quan\uFE0Ftity", Field.Quantity)]
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
    [InlineData("No. Reference", Field.Reference)]
    [InlineData("Nr. Reference", Field.Reference)]
    [InlineData("N\u00BA Reference", Field.Reference)]
    [InlineData("N\u00B0 Reference", Field.Reference)]
    [InlineData("\u2116 Reference", Field.Reference)]
    [InlineData("Reference Nbr", Field.Reference)]
    [InlineData("Return Ref No", Field.Reference)]
    [InlineData("Item Ref No.", Field.ItemExternalRef)]
    [InlineData("Order Ref No.", Field.OrderExternalRef)]
    [InlineData("Nr. Order Ref (shop)", Field.OrderExternalRef)]
    [InlineData("items.quantity", Field.Quantity)]
    [InlineData("items[0].quantity", Field.Quantity)]
    [InlineData("Reference,", Field.Reference)]
    [InlineData("Quantity;", Field.Quantity)]
    [InlineData(";Quantity", Field.Quantity)]
    [InlineData("\uFF31uantity", Field.Quantity)]
    [InlineData("\uFF2FrderId", Field.OrderId)]
    [InlineData("Combine", Field.Combined)]
    [InlineData("Qantiti", Field.Quantity)]
    [InlineData("Qntiti", null)]
    [InlineData("Wuantity", null)]
    [InlineData("Itemidd", Field.ItemId)]
    [InlineData("Itmeid", Field.ItemId)]
    [InlineData("Itmd", null)]
    [InlineData("Odrer Id", Field.OrderId)]
    [InlineData("Q", null)]
    [InlineData("#", null)]
    [InlineData("Inference", null)]
    public void A_similar_name_is_suggested_as_the_field(string name, Field? field)
    {
        Column column = Column.Parse(name);
        Assert.Null(column.Field);
        Assert.Equal(field, column.MayMean);
    }

    [Theory]
    [InlineData(
        Field.Quantity,
        "Qty,Qtys,Qnty,Qnt,Quant,Quantities,Return Qty,Return Quantity,Returns Qty,Returns Quantity,Cancel Qty,Cancel Quantity,"
            + "Cancellation Qty,Cancellation Quantity,Refund Qty,Refund Quantity,Item Qty,Item Quantity,Line Qty,Returned Qty,"
            + "Returned Quantity,Cancelled Qty,Cancelled Quantity,Canceled Qty,Canceled Quantity,Items Qty,Items Quantity,"
            + "Lineitem Qty,Lineitem Quantity,Qty to return,Quantity to return,Qty to cancel,Quantity to cancel,Qty to refund,"
            + "Quantity to refund,Qty returned,Quantity returned,Qty cancelled,Quantity cancelled,Qty canceled,Quantity canceled")]
    [InlineData(
        Field.Reference,
        "Ref,Refs,Ref No,Ref Nr,Ref Number,Return Ref,Return Reference,Returns Ref,Returns Reference,Cancel Ref,Cancel Reference,"
            + "Cancellation Ref,Cancellation Reference,Refund Ref,Refund Reference,RMA Ref,RMA Reference,My Ref,My Reference,Our Ref,"
            + "Our Reference,Your Ref,Your Reference,RMA,RMA No,RMA Nr,RMA Number")]
    [InlineData(
        Field.OrderExternalRef,
        "Order Ref,Order Reference,External Order Ref,External Order Reference,Order External Reference,Order Ext Ref,"
            + "Order Ext Reference,Channel Order Ref,Channel Order Reference")]
    [InlineData(
        Field.ItemExternalRef,
        "Item Ref,Item Reference,External Item Ref,External Item Reference,Item External Reference,Item Ext Ref,Item Ext Reference,"
            + "Lineitem Ref,Lineitem Reference,External Reference")]
    [InlineData(Field.OrderId, "KornitX Order Id,Order Ids")]
    [InlineData(Field.ItemId, "KornitX Item Id,Order Item Id,Lineitem Id,Line Id,Item Ids")]
    public void Each_abbreviation_and_each_combination_of_words_is_suggested(Field field, string names)
    {
        Assert.All(names.Split(','), name =>
            Assert.Equal((name, null, field), (name, Column.Parse(name).Field, Column.Parse(name).MayMean)));
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
    [InlineData("LineQuantity,line_quantity,LINE QUANTITY,Line-Quantity")]
    [InlineData("Norma,Notes No.,Number #,Nr.,Quality No.")]
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
    [InlineData("Qty", 197, Field.Quantity)]
    [InlineData("Qty", 198, null)]
    [InlineData("Qty", 100_000, null)]
    public void A_name_of_more_than_200_characters_resembles_no_field(string name, int brackets, Field? field)
    {
        Assert.Equal(field, Column.Parse(name + new string('(', brackets)).MayMean);
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
}
