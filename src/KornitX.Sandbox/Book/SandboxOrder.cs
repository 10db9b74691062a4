using System.Globalization;
using System.Linq;
using KornitX.Book;

namespace KornitX;

/// <summary>An order that the sandbox knows. As handed out by a running sandbox its status and numbers are live.</summary>
public sealed class SandboxOrder
{
    /// <summary>The KornitX order id.</summary>
    public long Id { get; set; }

    /// <summary>The sales channel's reference of the order, or null.</summary>
    public string? ExternalRef { get; set; }

    /// <summary>How far it has come.</summary>
    public SandboxOrderStatus Status { get; set; }

    /// <summary>Its lines; at least one.</summary>
    public SandboxItem[] Items { get; set; } = [];

    /// <summary>
    /// The ten orders a sandbox starts with, anew at each call. New: 45453571 (POS-584551), 45453574 (WEB 1001/ä#1, a
    /// reference that must be escaped), 45453576 (POS-584556), 45453579 (POS-584559). In production: 45453577 (POS-584557).
    /// Partly shipped: 45453573 (POS-584553). Shipped: 45453572 (POS-584552), 45453578 (POS-584558), 45453580 (POS-584560).
    /// Cancelled: 45453575 (POS-584555).
    /// </summary>
    public static SandboxOrder[] BuiltIn => BuiltInOrders.Create();

    /// <summary>
    /// Reads orders from a file. <c>.json</c>: an array of <c>{id, external_ref, status, items: [{id, external_ref, quantity,
    /// shipped}]}</c>, names in any case and also as OrderId, OrderExternalRef, ItemId, ItemExternalRef. <c>.csv</c>: the columns
    /// OrderId, OrderExternalRef, Status, ItemId, ItemExternalRef, Quantity and, if wanted, Shipped; one row per item. A status
    /// that is not given is New.
    /// </summary>
    /// <param name="path">The file; its name ends in .json or .csv.</param>
    /// <exception cref="System.FormatException">The file can't be used; says where and why.</exception>
    /// <exception cref="System.IO.IOException">The file can't be read.</exception>
    public static SandboxOrder[] Load(string path) => OrderFile.Load(path);

    /// <summary>Id, reference and status.</summary>
    public override string ToString() =>
        Id.ToString(CultureInfo.InvariantCulture) + (ExternalRef is null ? string.Empty : " / " + ExternalRef) + " (" + Status + ")";

    internal SandboxOrder Copy() => new()
    {
        Id = Id,
        ExternalRef = ExternalRef,
        Status = Status,
        Items = Items.Select(item => item.Copy()).ToArray(),
    };
}
