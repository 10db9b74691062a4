namespace KornitX.Client.Tests;

/// <summary>What can't reach KornitX as itself is refused before anything is sent.</summary>
public sealed class InvalidReferenceTests
{
    [Theory]
    [InlineData("", "is blank")]
    [InlineData(" \t", "is blank")]
    [InlineData("\u00A0\u2028", "is blank")]
    [InlineData("A\0", "has a control character (U+0000) at position 2")]
    [InlineData("A\nB", "has a control character (U+000A) at position 2")]
    [InlineData("AB\r", "has a control character (U+000D) at position 3")]
    [InlineData("A\tB", "has a control character (U+0009) at position 2")]
    [InlineData("\u001B[31mA", "has a control character (U+001B) at position 1")]
    [InlineData("A\u007F", "has a control character (U+007F) at position 2")]
    [InlineData("A\u0085B", "has a control character (U+0085) at position 2")]
    [InlineData("😀\n", "has a control character (U+000A) at position 3")]
    [InlineData(
        "M\uFFFDLLER",
        "has U+FFFD at position 2, which replaces a character that could not be decoded. Read the file again with the correct -Encoding")]
    public void Blank_and_undecoded_references_and_control_characters_are_rejected(string reference, string problem)
    {
        Assert.Equal(problem, Reference.FindProblem(reference));
    }

    // Not as inline data, which has to be valid UTF-8.
    [Fact]
    public void Lone_surrogates_are_rejected()
    {
        Assert.Equal("has an incomplete character (U+D83D alone) at position 2", Reference.FindProblem("A\uD83D"));
        Assert.Equal("has an incomplete character (U+D83D alone) at position 2", Reference.FindProblem("A\uD83DB"));
        Assert.Equal("has an incomplete character (U+DE00 alone) at position 1", Reference.FindProblem("\uDE00A"));
        Assert.Equal("has an incomplete character (U+DE00 alone) at position 1", Reference.FindProblem("\uDE00\uD83D"));
        Assert.Null(Reference.FindProblem("\uD83D\uDE00"));
    }

#if NETFRAMEWORK
    [Theory]
    [InlineData(Addressing.ExternalRef)]
    [InlineData(Addressing.Combined)]
    public void Direction_marks_are_rejected_in_a_path_if_the_platform_drops_them(Addressing addressing)
    {
        Assert.Equal(
            "can't be sent from Windows PowerShell, which changes it in the URL. Use the KornitX ID, or PowerShell 7",
            Reference.FindProblemInPath("A\u200EB", addressing));
        Assert.Null(Reference.FindProblem("A\u200EB"));
    }
#endif

    // .NET Framework undoes the escape of the apostrophe, which names the same order.
    [Fact]
    public void An_apostrophe_next_to_non_ASCII_letters_is_valid()
    {
        Assert.Null(Reference.FindProblemInPath("O'R\u00E9illy", Addressing.ExternalRef));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public void Dots_are_valid_only_together_with_an_ID(string reference)
    {
        const string Problem = "can't be sent: in a URL it means a folder. Use the KornitX ID, or both";

        Assert.Equal(Problem, Reference.FindProblemInPath(reference, Addressing.ExternalRef));
        Assert.Null(Reference.FindProblemInPath(reference, Addressing.Combined));
        ArgumentException refused = Assert.Throws<ArgumentException>(() => OrderAddress.ByExternalRef(reference));
        Assert.StartsWith($"The order's external reference {Problem}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_too_long_for_a_URL_is_rejected()
    {
        Assert.Null(Reference.FindProblemInPath(new string('A', 7_900), Addressing.ExternalRef));
        Assert.Equal(
            "is too long for a URL (7901 characters)",
            Reference.FindProblemInPath(new string('A', 7_901), Addressing.ExternalRef));
        // Each takes nine octets in a path.
        Assert.Null(Reference.FindProblemInPath(new string('€', 877), Addressing.Combined));
        Assert.Equal(
            "is too long for a URL (878 characters)",
            Reference.FindProblemInPath(new string('€', 878), Addressing.Combined));
    }

    [Theory]
    [InlineData(Addressing.Id, null, "A", "The KornitX order ID is missing.")]
    [InlineData(Addressing.Combined, null, "A", "The KornitX order ID is missing.")]
    [InlineData(Addressing.Id, 0L, null, "0 is not a KornitX order ID.")]
    [InlineData(Addressing.Combined, -1L, "A", "-1 is not a KornitX order ID.")]
    [InlineData(Addressing.ExternalRef, 1L, null, "The order's external reference is missing.")]
    [InlineData(Addressing.Combined, 1L, null, "The order's external reference is missing.")]
    [InlineData(Addressing.Combined, 1L, "A\n", "The order's external reference has a control character (U+000A) at position 2.")]
    public void An_address_requires_the_fields_of_its_addressing(Addressing addressing, long? id, string? externalRef, string message)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new OrderAddress(addressing, id, externalRef));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Return", Addressing.Id, null, 1L, "A", 1, "A return needs a reference of printable text.")]
    [InlineData("Return", Addressing.Id, " ", 1L, "A", 1, "A return needs a reference of printable text.")]
    [InlineData("Cancellation", Addressing.Id, "A\n", 1L, "A", 1, "A cancellation needs a reference of printable text.")]
    [InlineData("Cancellation", Addressing.Id, null, 1L, "A", 0, "0 is not a quantity.")]
    [InlineData("Cancellation", Addressing.Id, null, 1L, "A", -1, "-1 is not a quantity.")]
    [InlineData("Cancellation", Addressing.Id, null, null, "A", 1, "An item lacks its KornitX ID.")]
    [InlineData("Cancellation", Addressing.Id, null, 0L, "A", 1, "An item lacks its KornitX ID.")]
    [InlineData("Cancellation", Addressing.Combined, null, null, "A", 1, "An item lacks its KornitX ID.")]
    [InlineData("Cancellation", Addressing.Combined, null, 1L, null, 1, "An item lacks its external reference.")]
    [InlineData("Cancellation", Addressing.ExternalRef, null, 1L, null, 1, "An item lacks its external reference.")]
    [InlineData("Cancellation", Addressing.ExternalRef, null, 1L, "A\u0001", 1, "An item lacks its external reference.")]
    public void A_request_requires_the_fields_of_its_items(
        string operation, Addressing addressing, string? reference, long? itemId, string? itemRef, int quantity, string message)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new BookingRequest(
            Operation.Parse(operation), new OrderAddress(addressing, 1, "A"), reference, [new RequestItem(itemId, itemRef, quantity)]));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_requires_an_item()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new BookingRequest(Operation.Cancellation, OrderAddress.ById(1), null, []));

        Assert.StartsWith("An order request needs at least one item.", refused.Message, StringComparison.Ordinal);
    }
}
