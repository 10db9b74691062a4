namespace KornitX.Client.Tests;

/// <summary>References that can't be sent, and the words that say why.</summary>
public sealed class BadReferenceTests
{
    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public void Dots_alone_are_not_an_order_reference(string reference)
    {
        Assert.Equal(
            $"Row 7: OrderExternalRef '{reference}' can't be sent: in a URL it means a folder. Use the KornitX ID, or both.",
            Rows.Read(Rows.Csv(7, $"OrderExternalRef={reference},ItemExternalRef=B,Quantity=3")));
    }

    [Theory]
    [InlineData(1.5, "'1.5' (Double)")]
    [InlineData(true, "'True' (Boolean)")]
    [InlineData('A', "'A' (Char)")]
    [InlineData(new[] { "A" }, "of the type String[]")]
    public void A_reference_is_text_or_an_integer(object value, string shown)
    {
        Assert.Equal(
            $"Row 7: OrderExternalRef {shown} is not text.",
            Rows.Read(Rows.Of(7, ("OrderExternalRef", value), ("ItemExternalRef", "B"), ("Quantity", 1))));
        Assert.Equal(
            $"Row 7: external_ref {shown} is not text.",
            Rows.Read(Rows.Of(7, ("OrderExternalRef", "A"), ("external_ref", value), ("Quantity", 1))));
        Assert.Equal($"Row 7: combined {shown} is not text.", Rows.Read(Rows.Of(7, ("OrderId", 1), ("combined", value), ("Quantity", 1))));
        Assert.Equal(
            $"Row 7: Reference {shown} is not text.",
            Rows.Read(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("Quantity", 1), ("Reference", value))));
    }

    [Theory]
    [InlineData("NULL", "is what SQL tools write for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("null", "is what SQL tools write for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("=\"NULL\"", "is what SQL tools write for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("\\N", "is what MySQL and PostgreSQL write for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("nan", "is what pandas, a Python library, writes for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("NaN", "is what pandas, a Python library, writes for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("NaT", "is what pandas, a Python library, writes for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("<NA>", "is what pandas, a Python library, writes for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("None", "is what Python writes for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("NONE", "is what Python writes for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData(
        "(null)", "is what Oracle tools and Objective-C programs write for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("nil", "is what Ruby writes for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("undefined", "is what JavaScript writes for a missing value. Enter the reference, or leave the cell blank")]
    [InlineData("#N/A", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#n/a", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#NV", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#REF!", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#BEZUG!", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#¡REF!", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#DIV/0!", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#NAME?", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#GETTING_DATA", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#SAYI/0!", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#¿NOMBRE?", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("########", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#Н/Д", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#N/B", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#I/T", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#YOK", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#HIÁNYZIK", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("#N/A N/A", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("Err:502", "is an error value of Excel or another spreadsheet. Correct the cell, then export it again")]
    [InlineData("1.23457E+11", "is a number that Excel has shortened. Format the column as text, then enter the number again")]
    [InlineData("1,23457E+11", "is a number that Excel has shortened. Format the column as text, then enter the number again")]
    [InlineData("1E+11", "is a number that Excel has shortened. Format the column as text, then enter the number again")]
    [InlineData("'RMA-1", "begins with the apostrophe that marks text in Excel. Remove it")]
    [InlineData(
        "System.Object[]",
        "is the name of a type or an object, which PowerShell or JavaScript writes in place of its content. Export the content")]
    [InlineData(
        "System.Collections.Hashtable",
        "is the name of a type or an object, which PowerShell or JavaScript writes in place of its content. Export the content")]
    [InlineData(
        "[object Object]",
        "is the name of a type or an object, which PowerShell or JavaScript writes in place of its content. Export the content")]
    [InlineData(
        "@{a=1}", "is the name of a type or an object, which PowerShell or JavaScript writes in place of its content. Export the content")]
    public void What_a_tool_writes_in_place_of_a_reference_is_rejected(string value, string problem)
    {
        string shown = value.Trim('=', '"');
        Assert.Equal(
            $"Row 7: Reference '{shown}' {problem}.",
            Rows.Read(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("Quantity", 1), ("Reference", value)), Operation.Return));
        Assert.Equal(
            $"Row 7: OrderExternalRef '{shown}' {problem}.",
            Rows.Read(Rows.Of(7, ("OrderExternalRef", value), ("ItemExternalRef", "B"), ("Quantity", 1))));
        Assert.Equal(
            $"Row 7: ItemExternalRef '{shown}' {problem}.",
            Rows.Read(Rows.Of(7, ("OrderExternalRef", "A"), ("external_ref", value), ("Quantity", 1))));
    }

    [Fact]
    public void A_value_whose_code_throws_is_an_error_of_its_row()
    {
        Assert.Equal(
            "Row 7 (1, 2, Unwritable): Quantity of the type Unwritable is not a whole number from 1 to 2147483647.",
            Message(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("Quantity", new Unwritable(() => throw new InvalidOperationException())))));
        Assert.Equal(
            "Row 7 (1, 2, Unwritable): Quantity of the type Unwritable is not a whole number from 1 to 2147483647.",
            Message(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("Quantity", new Unwritable(() => null!)))));

        static string Message(Row row) => new RowReader(Operation.Cancellation, Rows.NoDefaults).Read(row, out _)!.Message;
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("None")]
    [InlineData("#N/A")]
    [InlineData("#BEZUG!")]
    public void What_a_tool_writes_in_place_of_an_ID_is_not_taken_for_a_reference(string value)
    {
        Assert.Equal(
            $"Row 7: OrderId '{value}' is not a whole number from 1 to 9223372036854775807.",
            Rows.Read(Rows.Csv(7, $"OrderId={value},ItemId=2,Quantity=1")));
    }

    [Fact]
    public void What_a_tool_writes_does_not_identify_an_order()
    {
        Assert.False(
            new RowReader(Operation.Cancellation, Rows.NoDefaults).Read(
                Rows.Csv(1, "OrderId=1,OrderExternalRef=NULL,ItemId=2,Quantity=1"), out _)!.IdentifiesOrder);
    }

    [Theory]
    [InlineData("R\u200B1", "R<U+200B>1", "U+200B")]
    [InlineData("R\uFEFF1", "R<U+FEFF>1", "U+FEFF")]
    [InlineData("R\u200E1", "R<U+200E>1", "U+200E")]
    [InlineData("R\u202C1", "R<U+202C>1", "U+202C")]
    [InlineData("R\u20601", "R<U+2060>1", "U+2060")]
    [InlineData("R\u00AD1", "R<U+00AD>1", "U+00AD")]
    [InlineData("R\U000E00201", "R<U+E0020>1", "U+E0020")]
    [InlineData("R\u28001", "R<U+2800>1", "U+2800")]
    [InlineData("R\u31641", "R<U+3164>1", "U+3164")]
    public void An_invisible_character_inside_a_reference_is_rejected(string reference, string shown, string code)
    {
        string problem = $"Reference '{shown}' has an invisible character ({code}) at position 2. Remove it.";
        Assert.Equal($"Row 7: {problem}", Rows.Read(Rows.Csv(7, $"OrderId=1,ItemId=2,Quantity=1,Reference={reference}")));
        Assert.Equal(
            $"Row 7: {problem}",
            Rows.Read(Rows.Csv(7, "OrderId=1,ItemId=2,Quantity=1"), defaults: new OrderDefaults(null, null, reference)));
    }

    [Theory]
    [InlineData("OrderExternalRef=M\uFFFDLLER-1,ItemExternalRef=B,Quantity=1", "OrderExternalRef 'M\uFFFDLLER-1' has U+FFFD at position 2")]
    [InlineData("OrderId=1,ItemId=2,Quantity=1,Reference=M\uFFFDLLER-1", "Reference 'M\uFFFDLLER-1' has U+FFFD at position 2")]
    public void A_replacement_character_suggests_a_wrong_encoding(string cells, string problem)
    {
        Assert.Equal(
            $"Row 7: {problem}, which replaces a character that could not be decoded. Read the file again with the correct -Encoding.",
            Rows.Read(Rows.Csv(7, cells)));
    }

    [Fact]
    public void A_lone_surrogate_is_rejected()
    {
        Assert.Equal(
            "Row 7: ItemExternalRef 'A<U+D83D>' has an incomplete character (U+D83D alone) at position 2.",
            Rows.Read(Rows.Of(7, ("OrderId", 1), ("ItemId", 2), ("ItemExternalRef", "A\uD83D"), ("Quantity", 1))));
    }

    private sealed class Unwritable(Func<string> write) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => write();
    }
}
