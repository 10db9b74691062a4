namespace KornitX.Client.Tests;

/// <summary>The words and the OAuth scope of each operation.</summary>
public sealed class OperationTests
{
    [Fact]
    public void A_cancellation_has_these_words()
    {
        Operation operation = Operation.Parse("cancellation");

        Assert.Same(Operation.Cancellation, operation);
        Assert.Equal("Cancellation", $"{operation}");
        Assert.Equal(
            ("Cancellation", "cancellation", "Cancel", "Cancelling", "cancelled"),
            (operation.Name, operation.Noun, operation.Verb, operation.Gerund, operation.PastParticiple));
        Assert.Equal("api-sl-2-3.order-cancellation.create", operation.Scope);
        Assert.False(operation.ReferenceRequired);
    }

    [Fact]
    public void A_return_has_these_words()
    {
        Operation operation = Operation.Parse("RETURN");

        Assert.Same(Operation.Return, operation);
        Assert.Equal("Return", $"{operation}");
        Assert.Equal(
            ("Return", "return", "Return", "Returning", "returned"),
            (operation.Name, operation.Noun, operation.Verb, operation.Gerund, operation.PastParticiple));
        Assert.Equal("api-sl-2-3.order-return.create", operation.Scope);
        Assert.True(operation.ReferenceRequired);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Shipment")]
    [InlineData("Return ")]
    public void Other_names_are_rejected(string name)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Operation.Parse(name));

        Assert.StartsWith(
            $"'{name}' is not an operation. The operations are Cancellation and Return.", refused.Message, StringComparison.Ordinal);
    }
}
