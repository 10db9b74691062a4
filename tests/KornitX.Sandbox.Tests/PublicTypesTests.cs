namespace KornitX.Tests;

/// <summary>No type becomes public by accident.</summary>
public sealed class PublicTypesTests
{
    [Fact]
    public void These_types_are_public()
    {
        Assert.Equal(
            [
                "KornitX.Sandbox", "KornitX.SandboxBooking", "KornitX.SandboxBookingItem", "KornitX.SandboxFault",
                "KornitX.SandboxFaultKind", "KornitX.SandboxItem", "KornitX.SandboxOptions", "KornitX.SandboxOrder",
                "KornitX.SandboxOrderStatus", "KornitX.SandboxRequest",
            ],
            typeof(Sandbox).Assembly.GetExportedTypes().Select(type => type.FullName).OrderBy(name => name, StringComparer.Ordinal));
    }
}
