using System.Collections;
using System.Numerics;

namespace KornitX.Client.Tests;

/// <summary>What rows say.</summary>
public sealed class RowReaderTests
{
    [Theory]
    [InlineData("OrderId=45453571,ItemId=12345678,Quantity=1", "Id: 45453571/, 12345678/ x1, no reference")]
    [InlineData("order_id=45453571,id=12345678,quantity=1", "Id: 45453571/, 12345678/ x1, no reference")]
    [InlineData("ORDERID=45453571,item_id=12345678,QUANTITY=1", "Id: 45453571/, 12345678/ x1, no reference")]
    [InlineData("OrderExternalRef=POS-584551,ItemExternalRef=ABCD,Quantity=1,Reference=R1", "ExternalRef: /POS-584551, /ABCD x1, R1")]
    [InlineData("order_external_ref=POS-584551,external_ref=ABCD,quantity=1,reference=R1", "ExternalRef: /POS-584551, /ABCD x1, R1")]
    [InlineData("OrderExternalRef=POS-584551,item_external_ref=ABCD,Quantity=1", "ExternalRef: /POS-584551, /ABCD x1, no reference")]
    [InlineData(
        "OrderExternalRef=POS-584551,OrderId=45453571,ItemExternalRef=ABCD,ItemId=12345678,Quantity=1",
        "Combined: 45453571/POS-584551, 12345678/ABCD x1, no reference")]
    [InlineData(
        "OrderExternalRef=POS-584551,OrderId=45453571,combined=ABCD-12345678,Quantity=1",
        "Combined: 45453571/POS-584551, 12345678/ABCD x1, no reference")]
    [InlineData(
        "OrderExternalRef=POS-584551,OrderId=45453571,combined=A-B-CD-12345678,Quantity=1",
        "Combined: 45453571/POS-584551, 12345678/A-B-CD x1, no reference")]
    [InlineData(
        "OrderExternalRef=POS-584551,OrderId=45453571,combined=A--7,Quantity=1", "Combined: 45453571/POS-584551, 7/A- x1, no reference")]
    [InlineData("OrderId=45453571,combined=ABCD-12345678,Quantity=1", "Id: 45453571/, 12345678/ABCD x1, no reference")]
    [InlineData(
        "OrderExternalRef=POS-584551,combined=ABCD-12345678,Quantity=1", "ExternalRef: /POS-584551, 12345678/ABCD x1, no reference")]
    public void A_row_is_read_as_an_item_to_cancel(string cells, string said)
    {
        Assert.Equal(said, Rows.Read(Rows.Csv(1, cells)));
    }

    [Theory]
    [InlineData("OrderId=1,OrderExternalRef=A,ItemId=2,ItemExternalRef=,Quantity=3", "Id: 1/A, 2/ x3, no reference")]
    [InlineData("OrderId=1,OrderExternalRef= ,ItemId=2,ItemExternalRef=B,Quantity=3", "Id: 1/, 2/B x3, no reference")]
    [InlineData("OrderId=1,OrderExternalRef=A,ItemId=,ItemExternalRef=B,Quantity=3", "ExternalRef: 1/A, /B x3, no reference")]
    [InlineData("OrderId=\u00A0,OrderExternalRef=A,ItemId=2,ItemExternalRef=B,Quantity=3", "ExternalRef: /A, 2/B x3, no reference")]
    [InlineData("OrderId=1,OrderExternalRef=..,ItemId=2,Quantity=3", "Id: 1/.., 2/ x3, no reference")]
    public void A_blank_cell_is_absent_and_unused_fields_are_kept(string cells, string said)
    {
        Assert.Equal(said, Rows.Read(Rows.Csv(1, cells)));
    }

    [Theory]
    [InlineData("Id", "Id: 1/A, 2/B x3, no reference")]
    [InlineData("id", "Id: 1/A, 2/B x3, no reference")]
    [InlineData("ExternalRef", "ExternalRef: 1/A, 2/B x3, no reference")]
    [InlineData("Combined", "Combined: 1/A, 2/B x3, no reference")]
    [InlineData("", "Combined: 1/A, 2/B x3, no reference")]
    [InlineData("0", "Combined: 1/A, 2/B x3, no reference")]
    [InlineData("Id ExternalRef", "Combined: 1/A, 2/B x3, no reference")]
    [InlineData("by phone", "Combined: 1/A, 2/B x3, no reference")]
    public void A_preferred_addressing_is_used_if_the_row_has_its_fields(string wish, string said)
    {
        Assert.Equal(said, Rows.Read(Rows.Csv(1, $"OrderId=1,OrderExternalRef=A,ItemId=2,ItemExternalRef=B,Quantity=3,Addressing={wish}")));
    }

    [Fact]
    public void A_preferred_addressing_is_ignored_if_the_row_lacks_its_fields()
    {
        Assert.Equal(
            "Id: 1/, 2/ x3, no reference", Rows.Read(Rows.Csv(1, "OrderId=1,ItemId=2,Quantity=3,Addressing=ExternalRef")));
    }

    [Fact]
    public void Numbers_can_have_any_integer_type()
    {
        Assert.Equal("Id: 1/, 2/ x3, no reference", Rows.Read(Rows.Of(1, ("OrderId", 1L), ("ItemId", 2), ("Quantity", (short)3))));
        Assert.Equal(
            "Id: 1/, 2/ x3, no reference", Rows.Read(Rows.Of(1, ("OrderId", 1UL), ("ItemId", (BigInteger)2), ("Quantity", (byte)3))));
        Assert.Equal("Id: 1/, 2/ x3, no reference", Rows.Read(Rows.Of(1, ("OrderId", 1U), ("ItemId", (sbyte)2), ("Quantity", (ushort)3))));
        Assert.Equal(
            "Id: 9223372036854775807/, 1/ x2147483647, no reference",
            Rows.Read(Rows.Of(1, ("OrderId", 9223372036854775807UL), ("ItemId", "0001"), ("Quantity", "2147483647"))));
    }

    [Fact]
    public void Numbers_can_have_any_type_with_an_exact_whole_value()
    {
        Assert.Equal(
            "Id: 45453571/, 2/ x3, no reference", Rows.Read(Rows.Of(1, ("OrderId", 45453571.0), ("ItemId", 2.00m), ("Quantity", 3f))));
        Assert.Equal(
            "Id: 9007199254740992/, 16777216/ x2147483647, no reference",
            Rows.Read(Rows.Of(1, ("OrderId", 9007199254740992.0), ("ItemId", 16777216f), ("Quantity", 2147483647.0))));
        Assert.Equal(
            "Id: 9223372036854775807/, 1/ x1, no reference",
            Rows.Read(Rows.Of(1, ("OrderId", 9223372036854775807m), ("ItemId", 1.0), ("Quantity", " 1\t"))));
        Assert.Equal(
            "ExternalRef: /584551, /7 x1, 1001",
            Rows.Read(Rows.Of(1, ("OrderExternalRef", 584551.0), ("ItemExternalRef", 7m), ("Quantity", 1), ("Reference", 1001.0))));
    }

    [Fact]
    public void A_reference_can_be_a_number()
    {
        Assert.Equal(
            "ExternalRef: /584551, /-7 x1, 12",
            Rows.Read(Rows.Of(1, ("OrderExternalRef", 584551L), ("ItemExternalRef", -7), ("Quantity", 1), ("Reference", (BigInteger)12))));
    }

    [Fact]
    public void A_reference_can_be_a_GUID_or_a_URI()
    {
        Assert.Equal(
            "ExternalRef: /0f8fad5b-d9cb-469f-a165-70867728950e, /urn:sku:7 x1, 1.2.3",
            Rows.Read(Rows.Of(
                1,
                ("OrderExternalRef", new System.Guid("0f8fad5b-d9cb-469f-a165-70867728950e")),
                ("ItemExternalRef", new System.Uri("urn:sku:7")),
                ("Quantity", 1),
                ("Reference", new System.Version(1, 2, 3)))));
    }

    [Theory]
    [InlineData("=\"RMA-1\"", "RMA-1")]
    [InlineData(" =\"RMA-1 \" ", "RMA-1")]
    [InlineData("=\"00\"\"7\"", "00\"7")]
    [InlineData("=\"\"", "no reference")]
    [InlineData("=\" \"", "no reference")]
    [InlineData("=\"", "=\"")]
    [InlineData("=\"RMA-1", "=\"RMA-1")]
    [InlineData("RMA \"1\"", "RMA \"1\"")]
    [InlineData("\u200B", "no reference")]
    [InlineData("\u2800", "no reference")]
    [InlineData("\u3164\u3164", "no reference")]
    [InlineData("\U000E0020RMA-1\U000E007F\U000E0020", "RMA-1")]
    [InlineData("=RMA-1", "=RMA-1")]
    [InlineData("=1+1", "=1+1")]
    public void A_workbook_s_formula_around_a_reference_is_removed(string reference, string read)
    {
        Assert.Equal(
            $"Id: 1/, 2/ x3, {read}", Rows.Read(Rows.Of(1, ("OrderId", 1), ("ItemId", 2), ("Quantity", 3), ("Reference", reference))));
    }

    [Theory]
    [InlineData("NULL-7")]
    [InlineData("#1001")]
    [InlineData("#A-1")]
    [InlineData("#Abc")]
    [InlineData("#商品")]
    [InlineData("Nonesuch")]
    [InlineData("5E10")]
    [InlineData("1E5")]
    [InlineData("R'1")]
    [InlineData("(null")]
    [InlineData("System")]
    [InlineData("N")]
    public void A_reference_that_only_resembles_an_artifact_is_read(string reference)
    {
        Assert.Equal(
            $"Id: 1/, 2/ x3, {reference}", Rows.Read(Rows.Of(1, ("OrderId", 1), ("ItemId", 2), ("Quantity", 3), ("Reference", reference))));
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("'RMA-1")]
    [InlineData("#N/A")]
    [InlineData("1.23457E+11")]
    [InlineData("=\"ABCD\"")]
    public void The_command_line_is_meant_as_it_is(string reference)
    {
        Assert.Equal(
            $"Combined: 1/{reference}, 2/{reference} x3, {reference}",
            Rows.Read(
                Rows.Of(0, ("ItemId", 2), ("ItemExternalRef", reference), ("Quantity", 3)),
                Operation.Return,
                new OrderDefaults(1, $"\u200E{reference} \u00AD", reference)));
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same_value_of_which_the_first_is_sent()
    {
        Assert.Equal(
            "ExternalRef: /\u00E9, /e\u0301 x1, no reference",
            Rows.Read(
                Rows.Of(
                    1, ("OrderExternalRef", "\u00E9"), ("order_external_ref", "e\u0301"), ("external_ref", "e\u0301"), ("Quantity", 1))));
        Assert.Equal(
            "Combined: 1/A, 2/\u00E9 x1, no reference",
            Rows.Read(Rows.Of(
                1, ("OrderId", 1), ("OrderExternalRef", "A"), ("combined", "e\u0301-2"), ("ItemExternalRef", "\u00E9"), ("Quantity", 1))));
    }

    [Fact]
    public void A_reference_is_trimmed_and_otherwise_unchanged()
    {
        Assert.Equal(
            "ExternalRef: /00 1, /ä x1, R 1",
            Rows.Read(
                Rows.Of(
                    1,
                    ("OrderExternalRef", " 00 1\u00A0"),
                    ("ItemExternalRef", "\u200Eä\u2060"),
                    ("Quantity", 1),
                    ("Reference", "R 1\r\n\uFEFF"))));
        Assert.Equal(
            "Combined: 45453576/POS-584556, 7/ABCD x1, R1",
            Rows.Read(Rows.Csv(1, "OrderId=45453576 ,OrderExternalRef=POS-584556        ,combined= ABCD -7,Quantity= 1,Reference=R1 ")));
        Assert.Equal(
            "Id: 1/X, 2/ x3, R9", Rows.Read(Rows.Csv(1, "ItemId=2,Quantity=3"), Operation.Return, new OrderDefaults(1, " X ", "R9 ")));
    }

    [Fact]
    public void The_command_line_overrides_the_row()
    {
        Assert.Equal(
            "Id: 1/, 2/ x3, no reference",
            Rows.Read(Rows.Csv(1, "OrderId=9,ItemId=2,Quantity=3"), defaults: new OrderDefaults(1, null, null)));

        OrderDefaults defaults = new(99, "X", "R9");

        Assert.Equal(
            "Combined: 99/X, 2/B x3, R9",
            Rows.Read(
                Rows.Csv(1, "OrderId=abc,OrderExternalRef=A,ItemId=2,ItemExternalRef=B,Quantity=3,Reference=R1"),
                Operation.Return,
                defaults));
        Assert.Equal("Id: 99/X, 2/ x3, R9", Rows.Read(Rows.Csv(1, "ItemId=2,Quantity=3"), Operation.Return, defaults));
    }

    [Theory]
    [InlineData(0L, null, null, "Row 1: OrderId '0' is not a whole number from 1 to 9223372036854775807.")]
    [InlineData(null, " ", null, "Row 1: OrderExternalRef '' is blank.")]
    [InlineData(null, "A\nB", null, "Row 1: OrderExternalRef 'A<U+000A>B' has a control character (U+000A) at position 2.")]
    [InlineData(null, null, "", "Row 1: Reference '' is blank.")]
    public void The_command_line_is_validated_like_a_row(long? orderId, string? orderRef, string? reference, string problem)
    {
        Assert.Equal(
            problem,
            Rows.Read(
                Rows.Csv(1, "OrderId=1,OrderExternalRef=A,ItemId=2,ItemExternalRef=B,Quantity=3"),
                defaults: new(orderId, orderRef, reference)));
    }

    [Fact]
    public void A_field_can_appear_under_two_names_with_the_same_value()
    {
        Assert.Equal(
            "Id: 1/, 2/ x3, no reference",
            Rows.Read(Rows.Of(1, ("OrderId", "1"), ("order_id", 1), ("Id", 2), ("ItemId", "02"), ("Quantity", 3))));
        Assert.Equal(
            "Combined: 1/A, 2/B x3, no reference",
            Rows.Read(Rows.Csv(1, "OrderId=1,OrderExternalRef=A,ItemId=2,ItemExternalRef=B,combined=B-2,Quantity=3")));
    }

    [Fact]
    public void A_nested_row_inherits_the_order()
    {
        Row outer = Rows.Csv(4, "OrderId=1,OrderExternalRef=A,Reference=R,Addressing=Id,ItemId=77,Quantity=99");
        Row inner = new(outer, 2);
        inner.Add(Field.ItemId, "id", 2);

        Assert.Equal("Row 4, item 2: Quantity is missing.", Rows.Read(inner, Operation.Return));

        inner.Add(Field.Quantity, "quantity", 3);
        Assert.Equal("Id: 1/A, 2/ x3, R", Rows.Read(inner, Operation.Return));

        inner.Add(Field.OrderId, "order_id", 5);
        Assert.Equal(
            "Row 4, item 2: OrderId '1' and order_id '5' have different values for the same field.", Rows.Read(inner, Operation.Return));
    }

    [Fact]
    public void A_nested_row_does_not_inherit_the_item()
    {
        Row nested = new(Rows.Csv(7, "OrderId=1,ItemId=5,Quantity=9"), 1);
        nested.Add(Column.Parse("ItemId"), "6");

        Assert.Equal("Row 7, item 1: Quantity is missing.", Rows.Read(nested));
    }

    [Fact]
    public void A_contradiction_in_the_outer_row_is_an_error_in_the_nested_row()
    {
        Row outer = Rows.Csv(4, "OrderId=1,order_id=1,ORDER_ID=5,Reference=R,reference=R,ItemId=77,id=78");
        Row inner = new(outer, 1);
        inner.Add(Field.ItemId, "id", 2);
        inner.Add(Field.Quantity, "quantity", 3);

        Assert.Equal(
            "Row 4, item 1: OrderId '1' and ORDER_ID '5' have different values for the same field.", Rows.Read(inner, Operation.Return));

        outer = Rows.Csv(4, "OrderId=1,order_id=1,Reference=R,reference=R,ItemId=77,id=78");
        inner = new(outer, 1);
        inner.Add(Field.ItemId, "id", 2);
        inner.Add(Field.Quantity, "quantity", 3);

        Assert.Equal("Id: 1/, 2/ x3, R", Rows.Read(inner, Operation.Return));
    }

    [Theory]
    [InlineData("ItemId=2,Quantity=3", true)]
    [InlineData("external_ref=B,Quantity=3", true)]
    [InlineData("combined=B-2,Quantity=3", true)]
    [InlineData("ItemId=2", true)]
    [InlineData("ItemId= ,Quantity=3", false)]
    [InlineData("Quantity=3", false)]
    [InlineData("OrderId=1,OrderExternalRef=A,Reference=R,Quantity=3", false)]
    public void A_row_with_a_field_of_an_item_is_an_item(string cells, bool isItem)
    {
        Assert.Equal(isItem, Rows.Csv(1, cells).IsItem);
    }

    [Theory]
    [InlineData("ExternalRef", Field.ItemExternalRef)]
    [InlineData("items", Field.Items)]
    [InlineData("Items", Field.Items)]
    [InlineData("id", Field.ItemId)]
    [InlineData("COMBINED", Field.Combined)]
    public void A_field_is_recognized_by_its_names(string name, Field field)
    {
        Assert.True(Fields.TryParse(name, out Field found));
        Assert.Equal(field, found);
    }

    [Fact]
    public void A_row_that_can_t_be_read_belongs_to_the_order_on_the_command_line()
    {
        AssertFailed(new OrderDefaults(9, "X", null), [("OrderId", 1), ("OrderExternalRef", "A")], (9, "X", true));
    }

    [Fact]
    public void A_row_that_can_t_be_read_names_its_order_if_it_can()
    {
        AssertFailed(Rows.NoDefaults, [("OrderId", 1), ("OrderExternalRef", "A")], (1, "A", true));
        AssertFailed(Rows.NoDefaults, [("OrderId", new Hashtable())], (null, null, false));
    }

    private static void AssertFailed(
        OrderDefaults defaults, (string Name, object? Value)[] cells, (long? Id, string? ExternalRef, bool IsKnown) order)
    {
        Row row = Rows.Of(3, cells);
        row.Fail("is no object");
        BadRow bad = new RowReader(Operation.Cancellation, defaults).Read(row, out _)!;

        Assert.Equal((3, "is no object"), (bad.RowNumber, bad.Problem));
        Assert.Equal(order, (bad.OrderId, bad.OrderExternalRef, bad.IdentifiesOrder));
    }
}
