namespace KornitX.Tests;

public sealed class SandboxFaultTests
{
    [Theory]
    [InlineData("DropAfterBooking", SandboxFaultKind.DropAfterBooking)]
    [InlineData("toomanyrequests", SandboxFaultKind.TooManyRequests)]
    public void A_fault_can_be_created_from_the_name_of_its_kind(string name, SandboxFaultKind kind) =>
        Assert.Equal((kind, 1), (new SandboxFault(name).Kind, new SandboxFault(name).Count));

    [Theory]
    [InlineData("Drop")]
    [InlineData("")]
    [InlineData("99")]
    public void An_unknown_kind_is_rejected_with_the_known_kinds(string name)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new SandboxFault(name));

        Assert.StartsWith(
            "There is no fault '" + name
                + "'; there are: Latency, Unauthorized, Forbidden, TooManyRequests, ServiceUnavailable, RateLimited, "
            + "ServerErrorBeforeBooking, ServerErrorAfterBooking, DropBeforeBooking, DropAfterBooking, TruncatedBody, ForeignBody.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_values_are_rejected()
    {
        SandboxFault fault = new();

        Assert.Throws<ArgumentOutOfRangeException>(() => fault.Kind = (SandboxFaultKind)99);
        Assert.Throws<ArgumentOutOfRangeException>(() => fault.Count = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => fault.StatusCode = 404);
        Assert.Throws<ArgumentOutOfRangeException>(() => fault.RetryAfterSec = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => fault.LatencyMs = -1);
    }

    [Fact]
    public void A_fault_for_an_order_at_the_token_endpoint_is_rejected()
    {
        using Sandbox sandbox = Sandbox.Start();

        Assert.Throws<ArgumentException>(() => sandbox.AddFault(new SandboxFault { Order = "45453571", OnToken = true }));
        Assert.Empty(sandbox.Faults);
    }

    [Fact]
    public void A_sandbox_copies_its_faults()
    {
        using Sandbox sandbox = Sandbox.Start();
        SandboxFault fault = new(SandboxFaultKind.Forbidden) { Count = 2 };

        sandbox.AddFault(fault);
        fault.Count = 5;

        Assert.Equal(2, Assert.Single(sandbox.Faults).Count);
    }

    [Fact]
    public void The_text_of_a_fault_describes_it() => Assert.Equal(
        ("DropAfterBooking on order POS-1 x3", "Latency on token"),
        (new SandboxFault("DropAfterBooking") { Order = "POS-1", Count = 3 }.ToString(), new SandboxFault { OnToken = true }.ToString()));
}
