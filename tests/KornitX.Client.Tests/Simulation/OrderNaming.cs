namespace KornitX.Client.Tests.Simulation;

/// <summary>How the input of a run names its orders.</summary>
/// <param name="Addressing">By ID or by external reference.</param>
/// <param name="Combined">Bit by bit, which orders are named by both instead.</param>
/// <param name="Reference">The caller's reference, if the input has one.</param>
internal sealed record OrderNaming(Addressing Addressing, int Combined, string? Reference)
{
    public const string Prefix = "POS-";

    public static readonly OrderNaming ById = new(Addressing.Id, 0, null);

    public static readonly OrderNaming ByBoth = new(Addressing.Combined, 0, null);

    public BookingRequest Request(int order)
    {
        Addressing addressing = (Combined & (1 << order)) != 0 ? Addressing.Combined : Addressing;
        long? id = addressing == Addressing.ExternalRef ? null : World.IdOf(order);
        string? externalRef = addressing == Addressing.Id ? null : $"{Prefix}{World.IdOf(order)}";
        return new BookingRequest(
            Operation.Cancellation,
            new OrderAddress(addressing, id, externalRef),
            Reference,
            [new RequestItem(id is null ? null : 7, externalRef is null ? null : "A", 1)]);
    }
}
