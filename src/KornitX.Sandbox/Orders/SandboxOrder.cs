using KornitX.Sandboxes;

namespace KornitX;

/// <summary>An order in the sandbox. In a running sandbox its status and numbers change as it is cancelled and returned.</summary>
public sealed class SandboxOrder
{
    /// <summary>The KornitX order id.</summary>
    public long Id { get; set; }

    /// <summary>The sales channel's reference of the order, or null.</summary>
    public string? ExternalRef { get; set; }

    /// <summary>Its status, which determines whether it can be cancelled or returned.</summary>
    public SandboxOrderStatus Status { get; set; }

    /// <summary>Its lines; at least one.</summary>
    public SandboxItem[] Items { get; set; } = [];

    /// <summary>
    /// The ten built-in orders of a sandbox; each call returns new ones. New: 45453571 (POS-584551), 45453574 (WEB 1001/ä#1, a
    /// reference that must be escaped), 45453576 (POS-584556), 45453579 (POS-584559). In production: 45453577 (POS-584557).
    /// Partly shipped: 45453573 (POS-584553). Shipped: 45453572 (POS-584552), 45453578 (POS-584558), 45453580 (POS-584560).
    /// Cancelled: 45453575 (POS-584555).
    /// </summary>
    public static SandboxOrder[] BuiltIn => BuiltInOrders.Create();

    /// <summary>The items with units that can still be booked; empty if the order's status does not allow the operation.</summary>
    /// <param name="operation">Cancellation or Return.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public SandboxItem[] GetBookableItems(string operation)
    {
        Operation parsed = Operation.Parse(operation);
        return parsed.AllowedIn.Contains(Status) ? Items.Where(item => parsed.Left(item) > 0).ToArray() : [];
    }

    /// <summary>Sets the status in which the operation can book every unit: New for a cancellation, Shipped for a return.</summary>
    /// <param name="operation">Cancellation or Return.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public void SetReadyFor(string operation) => Status = Operation.Parse(operation).AllowedIn[0];

    /// <summary>Id, reference and status.</summary>
    public override string ToString() =>
        $"{Id}{(ExternalRef is null ? "" : $" / {ExternalRef}")} ({Status})";

    internal SandboxOrder Copy() => new()
    {
        Id = Id,
        ExternalRef = ExternalRef,
        Status = Status,
        Items = Items.Select(item => item.Copy()).ToArray(),
    };
}
