using System.Collections;
using System.Numerics;

namespace KornitX.Client.Tests;

/// <summary>Rows that can't be sent, and the words that say which row, which field and which value.</summary>
public sealed class BadRowTests
{
    private const string NoId = "is not a whole number from 1 to 9223372036854775807";
    private const string NoQuantity = "is not a whole number from 1 to 2147483647";

    public static TheoryData<object, string> InvalidWholeNumbers => new()
    {
        { "0", "'0'" },
        { "00", "'00'" },
        { "-1", "'-1'" },
        { "+5", "'+5'" },
        { "1.5", "'1.5'" },
        { "1.0", "'1.0'" },
        { "1,5", "'1,5'" },
        { "1e3", "'1e3'" },
        { "0x10", "'0x10'" },
        { "1,000", "'1,000'" },
        { "1.000", "'1.000'" },
        { "1'000", "'1'000'" },
        { "1_000", "'1_000'" },
        { "1 000", "'1 000'" },
        { "1\u00A0000", "'1<U+00A0>000'" },
        { "1\u202F000", "'1<U+202F>000'" },
        { "1  000", "'1 <U+0020>000'" },
        { "\uFEFF5", "'<U+FEFF>5'" },
        { "\u202E51", "'<U+202E>51'" },
        { "٣", "'٣'" },
        { "५", "'५'" },
        { "５", "'５'" },
        { "②", "'②'" },
        { "Ⅴ", "'Ⅴ'" },
        { "five", "'five'" },
        { "TRUE", "'TRUE'" },
        { "5\0", "'5<U+0000>'" },
        { "5;6", "'5;6'" },
        { "9223372036854775808", "'9223372036854775808'" },
        { "99999999999999999999999999", "'99999999999999999999999999'" },
        { 0, "'0'" },
        { -5L, "'-5'" },
        { ulong.MaxValue, "'18446744073709551615'" },
        { BigInteger.Pow(2, 63), "'9223372036854775808' (BigInteger)" },
        { true, "'True' (Boolean)" },
        { '5', "'5' (Char)" },
        { 1e300, "'1E+300' (Double)" },
        { double.PositiveInfinity, "'Infinity' (Double)" },
        { 9007199254740994.0, "'9007199254740994' (Double)" },
        { 16777218f, "'16777218' (Single)" },
        { 0.0, "'0' (Double)" },
        { -3m, "'-3' (Decimal)" },
        { decimal.MaxValue, "'79228162514264337593543950335' (Decimal)" },
        { 5.5f, "'5.5' (Single)" },
        { 1234.5m, "'1234.5' (Decimal)" },
        { double.NaN, "'NaN' (Double)" },
        { new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), "'03/01/2026 00:00:00' (DateTime)" },
        { DayOfWeek.Friday, "'Friday' (DayOfWeek)" },
        { new object[] { 5 }, "of the type Object[]" },
        { new List<int> { 5 }, "of the type List`1" },
        { new Hashtable { ["a"] = 5 }, "of the type Hashtable" },
        { TimeSpan.FromDays(5), "of the type TimeSpan" },
    };

    [Theory]
    [MemberData(nameof(InvalidWholeNumbers))]
    public void A_value_that_is_not_clearly_a_whole_number_is_rejected(object value, string shown)
    {
        string hint = value is "five" or "TRUE" ? ". If it is the sales channel's reference, name the column " : "";
        Assert.Equal(
            $"Row 7: OrderId {shown} {NoId}{hint}{(hint.Length > 0 ? "OrderExternalRef" : "")}.",
            Rows.Read(Rows.Of(7, ("OrderId", value), ("ItemId", 2), ("Quantity", 3))));
        Assert.Equal(
            $"Row 7: id {shown} {NoId}{hint}{(hint.Length > 0 ? "ItemExternalRef" : "")}.",
            Rows.Read(Rows.Of(7, ("OrderId", 1), ("id", value), ("Quantity", 3))));
        Assert.Equal($"Row 7: Quantity {shown} {NoQuantity}.", Rows.Read(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("Quantity", value))));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public void The_culture_changes_neither_the_parsing_nor_the_message(string culture)
    {
        using IDisposable _ = Culture.Of(culture);

        Assert.Equal($"Row 7: Quantity '1.000' {NoQuantity}.", Rows.Read(Rows.Csv(7, "OrderId=1,ItemId=2,Quantity=1.000")));
        Assert.Equal($"Row 7: Quantity '٣' {NoQuantity}.", Rows.Read(Rows.Csv(7, "OrderId=1,ItemId=2,Quantity=٣")));
        Assert.Equal(
            $"Row 7: Quantity '1.5' (Double) {NoQuantity}.", Rows.Read(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("Quantity", 1.5))));
        Assert.Equal($"Row 7: Quantity '-5' {NoQuantity}.", Rows.Read(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("Quantity", -5))));
        Assert.Equal(
            $"Row 7: OrderId '-5' {NoId}.", Rows.Read(Rows.Csv(7, "ItemId=2,Quantity=1"), defaults: new OrderDefaults(-5, null, null)));
        Assert.Equal(
            "Row 7: Quantity '03/01/2026 00:00:00' (DateTime) " + NoQuantity + ".",
            Rows.Read(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("Quantity", new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc)))));
        // Where a dotted I is not an i: names and addressings are found all the same.
        Assert.Equal(
            "Id: 1/A, 2/B x3, no reference",
            Rows.Read(Rows.Csv(7, "ORDERID=1,ORDEREXTERNALREF=A,ITEMID=2,ITEMEXTERNALREF=B,QUANTITY=3,ADDRESSING=ID")));
        Assert.Equal(
            "ExternalRef: /-1, /-2 x3, no reference",
            Rows.Read(Rows.Of(7, ("OrderExternalRef", -1), ("ItemExternalRef", -2L), ("Quantity", 3))));
    }

    [Theory]
    [InlineData("Quantity=2147483648", "Quantity '2147483648' " + NoQuantity)]
    [InlineData("Quantity=", "Quantity is missing")]
    [InlineData("Quantity= ", "Quantity is missing")]
    [InlineData("ItemExternalRef=A\u0007,Quantity=1", "ItemExternalRef 'A<U+0007>' has a control character (U+0007) at position 2")]
    [InlineData("Reference=A\u001B[2J,Quantity=1", "Reference 'A<U+001B>[2J' has a control character (U+001B) at position 2")]
    // What the addressing would not even need is not passed over.
    [InlineData("OrderExternalRef=A\u0007,Quantity=1", "OrderExternalRef 'A<U+0007>' has a control character (U+0007) at position 2")]
    [InlineData("combined=ABCD,Quantity=1", "combined 'ABCD' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData("combined=-7,Quantity=1", "combined '-7' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData("combined= -7,Quantity=1", "combined '-7' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData("combined=ABCD-,Quantity=1", "combined 'ABCD-' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData("combined=ABCD-0,Quantity=1", "combined 'ABCD-0' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData("combined=ABCD-7x,Quantity=1", "combined 'ABCD-7x' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData("combined=ABCD- 7,Quantity=1", "combined 'ABCD- 7' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData("combined=7-ABCD,Quantity=1", "combined '7-ABCD' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData(
        "combined=ABCD-9223372036854775808,Quantity=1",
        "combined 'ABCD-9223372036854775808' is not an item's reference, a hyphen and its KornitX ID")]
    [InlineData("combined=ABCD-7,Quantity=1", "combined 'ABCD-7' and the row's other item fields identify different items")]
    [InlineData(
        "combined=ABCD-2,ItemExternalRef=abcd,Quantity=1", "combined 'ABCD-2' and the row's other item fields identify different items")]
    [InlineData("order_id=5,Quantity=1", "OrderId '1' and order_id '5' have different values for the same field")]
    [InlineData("order_id=1x,Quantity=1", "OrderId '1' and order_id '1x' have different values for the same field")]
    [InlineData("id=5,item_id=2,Quantity=1", "ItemId '2' and id '5' have different values for the same field")]
    [InlineData("id=5,Quantity=1", "ItemId '2' and id '5' have different values for the same field")]
    [InlineData(
        "ItemExternalRef=a,external_ref=A,Quantity=1", "ItemExternalRef 'a' and external_ref 'A' have different values for the same field")]
    public void An_invalid_optional_field_makes_the_row_invalid(string cells, string problem)
    {
        Assert.Equal($"Row 7: {problem}.", Rows.Read(Rows.Csv(7, "OrderId=1,ItemId=2," + cells)));
    }

    [Theory]
    [InlineData(
        "Quantity=1",
        "no order ID or reference, and no item. Add OrderId and ItemId, or OrderExternalRef and ItemExternalRef, or all four")]
    [InlineData("OrderId=1,Quantity=1", "no item. Add ItemId (or id), ItemExternalRef (or external_ref), both, or combined")]
    [InlineData("OrderExternalRef=A,Quantity=1", "no item. Add ItemId (or id), ItemExternalRef (or external_ref), both, or combined")]
    [InlineData(
        "ItemId=2,Quantity=1", "no order ID or reference. Add OrderId, OrderExternalRef or both, to the row or on the command line")]
    [InlineData(
        "combined=B-2,Quantity=1", "no order ID or reference. Add OrderId, OrderExternalRef or both, to the row or on the command line")]
    public void A_row_requires_an_order_and_an_item(string cells, string problem)
    {
        Assert.Equal($"Row 7: {problem}.", Rows.Read(Rows.Csv(7, cells)));
    }

    [Theory]
    [InlineData(
        "OrderId=1,ItemExternalRef=B,Quantity=1",
        "OrderId '1' identifies the order by ID, but ItemExternalRef 'B' identifies the item by reference. Add ItemId or OrderExternalRef")]
    [InlineData(
        "OrderExternalRef=A,ItemId=2,Quantity=1",
        "OrderExternalRef 'A' identifies the order by reference, but ItemId '2' identifies the item by ID. Add ItemExternalRef or OrderId")]
    public void Incomplete_addressing_is_rejected(string cells, string problem)
    {
        Assert.Equal($"MIXED Row 7: {problem}.", Rows.Read(Rows.Csv(7, cells)));
    }

    [Fact]
    public void A_return_needs_a_reference()
    {
        Assert.Equal(
            "Row 7: Reference is missing; a return needs one, in the row or as -Reference.",
            Rows.Read(Rows.Csv(7, "OrderId=1,ItemId=2,Quantity=3,Reference= "), Operation.Return));
    }

    [Fact]
    public void A_long_value_is_truncated()
    {
        Assert.Equal(
            $"Row 7: Quantity '{new string('x', 80)}…' {NoQuantity}.",
            Rows.Read(Rows.Csv(7, "OrderId=1,ItemId=2,Quantity=" + new string('x', 100_000))));
        // Not cut in the middle of a character.
        Assert.Equal(
            $"Row 7: Quantity '{new string('x', 79)}😀…' {NoQuantity}.",
            Rows.Read(Rows.Csv(7, "OrderId=1,ItemId=2,Quantity=" + new string('x', 79) + "😀😀")));
    }

    [Fact]
    public void Invisible_characters_in_a_value_of_the_maximum_length_are_shown()
    {
        Assert.Equal(
            $"Row 7: Quantity '{new string('x', 79)}<U+200B>' {NoQuantity}.",
            Rows.Read(Rows.Csv(7, $"OrderId=1,ItemId=2,Quantity={new string('x', 79)}\u200B")));
    }

    [Theory]
    [InlineData("OrderExternalRef=A\u0007,ItemId=2,Quantity=1")]
    [InlineData("Reference=A\u0007,ItemId=2,Quantity=1")]
    [InlineData("ItemId=x,Quantity=1")]
    [InlineData("ItemId=2,id=3,Quantity=1")]
    [InlineData("combined=A,Quantity=1")]
    [InlineData("combined=A-2,ItemId=3,Quantity=1")]
    [InlineData("ItemId=2,Quantity=x")]
    public void The_first_of_several_errors_is_reported(string cells)
    {
        Assert.Equal(
            $"Row 7: OrderId 'x' {NoId}. If it is the sales channel's reference, name the column OrderExternalRef.",
            Rows.Read(Rows.Csv(7, "OrderId=x," + cells)));
    }

    [Fact]
    public void The_first_of_several_command_line_errors_is_reported()
    {
        OrderDefaults defaults = new(0, "A\n", "");

        Assert.Equal($"Row 7: OrderId '0' {NoId}.", Rows.Read(Rows.Csv(7, "ItemId=x,Quantity=x"), defaults: defaults));
    }

    [Fact]
    public void An_item_on_the_command_line_has_no_row_number()
    {
        Assert.Equal("Quantity is missing.", Rows.Read(Rows.Csv(0, "OrderId=1,ItemId=2")));
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
    [InlineData("OrderId=1,OrderExternalRef=A", "1/A")]
    [InlineData("OrderId=1,order_id=2,OrderExternalRef=A,order_external_ref=B", "1/A 2/ /B")]
    [InlineData("OrderId=1,order_id=1,OrderExternalRef=A,order_external_ref=A", "1/A")]
    [InlineData("OrderId=x,order_id=2,OrderExternalRef=NULL,order_external_ref=B", "2/B")]
    [InlineData("OrderId=x,OrderExternalRef=A", "/A")]
    [InlineData("OrderId=1,OrderExternalRef=NULL", "1/")]
    [InlineData("OrderId=,OrderExternalRef=", "")]
    public void A_bad_row_has_all_names_of_orders_that_can_be_read(string cells, string names)
    {
        Assert.Equal(names, Names(Rows.NoDefaults));
        Assert.Equal("9/X", Names(new OrderDefaults(9, " X ", null)));

        string Names(OrderDefaults defaults) => string.Join(
            " ", new BadRow(Rows.Csv(1, cells), "bad", defaults).Names.Select(name => $"{name.Id}/{name.ExternalRef}"));
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
        BadRow error = new RowReader(Operation.Cancellation, Rows.NoDefaults).Read(Rows.Csv(7, cells), out _)!;

        Assert.Equal((7, field), (error.RowNumber, error.Field));
    }

    [Fact]
    public void A_nested_row_has_the_order_columns_of_its_outer_row()
    {
        RowReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Row nested = new(Rows.Csv(4, "OrderId="), 1);
        nested.Add(Column.Parse("ItemId"), "2");
        nested.Add(Column.Parse("Quantity"), "1");

        BadRow error = reader.Read(nested, out _)!;

        Assert.Equal(
            "Row 4, item 1 (2, 1): no order ID or reference. Add OrderId, OrderExternalRef or both, to the row or on the command line.",
            error.Message);
        // The column is there and blank, so the error belongs to this row alone.
        Assert.Null(error.SharedProblem);
        Assert.Equal((true, false), (nested.HasFields, new Row(1).HasFields));
    }
}
