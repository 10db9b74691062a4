using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;

namespace KornitX.Tests;

public sealed class OrderFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kornitx-orders");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""[{"id":1,"external_ref":"POS-1","status":"partly_shipped","items":[{"id":10,"external_ref":"A","quantity":5,"shipped":2}]}]""")]
    [InlineData("""[{"OrderId":1,"OrderExternalRef":"POS-1","Status":"PartlyShipped","Items":[{"ItemId":10,"ItemExternalRef":"A","Quantity":5,"Shipped":2}]}]""")]
    [InlineData("""[{"ID":"1","ExternalRef":"POS-1","Status":2,"Items":[{"Id":"10","ExternalRef":"A","Quantity":"5","Shipped":2,"Cancelled":0}]}]""")]
    [InlineData("""[ {"order_id":1,"order_external_ref":"POS-1","status":"Partly shipped", /* a note */ "items":[{"item_id":10,"item_external_ref":"A","quantity":5,"shipped":2,},]},]""")]
    public void JSON_can_use_either_property_names(string json)
    {
        SandboxOrder order = Assert.Single(SandboxOrder.Load(FileOf("orders.json", json)));

        Assert.Equal("1 / POS-1 (PartlyShipped)", order.ToString());
        SandboxItem item = Assert.Single(order.Items);
        Assert.Equal((10, "A", 5, 2), (item.Id, item.ExternalRef, item.Quantity, item.Shipped));
    }

    [Fact]
    public void JSON_without_optional_properties_is_read()
    {
        SandboxOrder order = Assert.Single(SandboxOrder.Load(FileOf("o.JSON", """[{"id":9223372036854775807,"external_ref":null,"items":[{"id":10,"quantity":5}]}]""")));

        Assert.Equal((9223372036854775807, null, SandboxOrderStatus.New), (order.Id, order.ExternalRef, order.Status));
        Assert.Null(order.Items[0].ExternalRef);
    }

    [Fact]
    public void Orders_survive_a_JSON_round_trip()
    {
        string written = JsonSerializer.Serialize(SandboxOrder.BuiltIn);

        Assert.Equal(written, JsonSerializer.Serialize(SandboxOrder.Load(FileOf("orders.json", written))));
    }

    [Theory]
    [InlineData("[\n{\"id\":1,\n]", "orders.json: line 3 is not JSON.")]
    [InlineData("", "orders.json: line 1 is not JSON.")]
    [InlineData("{}", "orders.json: an array of orders is expected.")]
    [InlineData("[1]", "orders.json: order 1: an object is expected.")]
    [InlineData("""[{"items":[]}]""", "orders.json: order 1: id is missing.")]
    [InlineData("""[{"id":1}]""", "orders.json: order 1: items is missing.")]
    [InlineData("""[{"id":1,"items":{}}]""", "orders.json: order 1: items must be an array.")]
    [InlineData("""[{"id":1,"items":[]}]""", "orders.json: order 1 has no Items.")]
    [InlineData("""[{"id":"x","items":[]}]""", "orders.json: order 1: id must be a whole number, not \"x\".")]
    [InlineData("""[{"id":1,"external_ref":5,"items":[]}]""", "orders.json: order 1: external_ref must be a string, not 5.")]
    [InlineData("""[{"id":1,"status":"lost","items":[]}]""", "orders.json: order 1: there is no status \"lost\".")]
    [InlineData("""[{"id":1,"status":9,"items":[]}]""", "orders.json: order 1: there is no status 9.")]
    [InlineData("""[{"id":1,"items":[{"id":10,"quantity":1},{"id":11}]}]""", "orders.json: order 1, item 2: quantity is missing.")]
    [InlineData("""[{"id":1,"items":[{"id":10,"quantity":1.5}]}]""", "orders.json: order 1, item 1: quantity must be a whole number, not 1.5.")]
    [InlineData("""[{"id":1,"items":[{"id":10,"Quantity":3000000000}]}]""", "orders.json: order 1, item 1: quantity must be a whole number, not 3000000000.")]
    [InlineData("""[{"id":1,"items":[{"id":10,"quantity":0}]}]""", "orders.json: order 1, item 10: Quantity must be at least 1.")]
    [InlineData(
        """[{"id":1,"items":[{"id":10,"quantity":1}]},{"id":1,"items":[{"id":11,"quantity":1}]}]""",
        "orders.json: there are two orders with the Id or ExternalRef of 1 (New).")]
    public void Invalid_JSON_is_rejected_with_its_position(string json, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => SandboxOrder.Load(FileOf("orders.json", json))).Message);

    [Fact]
    public void CSV_has_one_row_per_item()
    {
        var orders = SandboxOrder.Load(FileOf("orders.csv", """
            OrderId,OrderExternalRef,Status,ItemId,ItemExternalRef,Quantity
            1,"WEB 1,""ä""#1",New,10,A,5
            2,,Shipped,20,,1

            1,"WEB 1,""ä""#1",New,11, B ,3
            """));

        Assert.Equal(["1 / WEB 1,\"ä\"#1 (New)", "2 (Shipped)"], orders.Select(order => order.ToString()));
        Assert.Equal(["10 / A x5", "11 /  B  x3"], orders[0].Items.Select(item => item.ToString()));
        Assert.Equal(["20 x1"], orders[1].Items.Select(item => item.ToString()));
    }

    [Fact]
    public void CSV_columns_can_be_in_any_order_and_include_shipped_quantities()
    {
        var orders = SandboxOrder.Load(FileOf("orders.csv", "quantity,shipped,ITEMID,note,OrderId,Status\r\n5,2,10,x,1,partly shipped\r\n"));

        Assert.Equal(2, Assert.Single(orders).Items[0].Shipped);
    }

    [Theory]
    [InlineData("", "orders.csv: the file is empty.")]
    [InlineData("OrderId,Quantity\n1,1", "orders.csv: column ItemId is missing.")]
    [InlineData("OrderId,ItemId,Quantity\n1,10,1\n,11,1", "orders.csv: row 2: OrderId is missing.")]
    [InlineData("OrderId,ItemId,Quantity\n1,,1", "orders.csv: row 1: ItemId is missing.")]
    [InlineData("OrderId,ItemId,Quantity\n1,10", "orders.csv: row 1: Quantity is missing.")]
    [InlineData("OrderId,ItemId,Quantity\n1,10,many", "orders.csv: row 1: Quantity must be a whole number, not many.")]
    [InlineData("OrderId,ItemId,Quantity\n1,10,3000000000", "orders.csv: row 1: Quantity must be a whole number, not 3000000000.")]
    [InlineData("OrderId,ItemId,Quantity\n1,10,1,1", "orders.csv: row 1 has more cells than the header.")]
    [InlineData("OrderId,ItemId,Quantity,Status\n1,10,1,lost", "orders.csv: row 1: Status is unknown: lost.")]
    [InlineData("OrderId,ItemId,Quantity,Status\n1,10,1,New\n1,11,1,Shipped", "orders.csv: row 2: Status differs from an earlier row of the order.")]
    [InlineData("OrderId,OrderExternalRef,ItemId,Quantity\n1,A,10,1\n1,B,11,1", "orders.csv: row 2: OrderExternalRef differs from an earlier row of the order.")]
    [InlineData("OrderId,ItemId,Quantity\n1,10,\"1\"x", "orders.csv: line 2 is not CSV.")]
    [InlineData("OrderId,ItemId,Quantity\n1,10,1\n1,10,1", "orders.csv: order 1 has item Id 10 twice.")]
    [InlineData("OrderId,ItemId,ItemExternalRef,Quantity\n1,10,X,1\n1,11,X,1", "orders.csv: order 1 has item ExternalRef X twice.")]
    public void Invalid_CSV_is_rejected_with_its_position(string csv, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => SandboxOrder.Load(FileOf("orders.csv", csv))).Message);

    [Theory]
    [InlineData("orders.json", """[{"id":1,"external_ref":"ä","items":[{"id":10,"quantity":5}]}]""")]
    [InlineData("orders.csv", "OrderId,OrderExternalRef,ItemId,Quantity\r\n1,ä,10,5")]
    public void A_byte_order_mark_is_ignored(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal("1 / ä (New)", Assert.Single(SandboxOrder.Load(path)).ToString());
    }

    [Fact]
    public void Another_file_type_is_rejected() => Assert.Equal(
        "orders.xlsx: orders are read from a .json or a .csv file.",
        Assert.Throws<FormatException>(() => SandboxOrder.Load(FileOf("orders.xlsx", ""))).Message);

    [Theory]
    [InlineData("none.json")]
    [InlineData("none.csv")]
    public void A_missing_file_is_an_error(string name) =>
        Assert.Throws<FileNotFoundException>(() => SandboxOrder.Load(Path.Combine(_folder.FullName, name)));

    private string FileOf(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
