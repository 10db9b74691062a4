namespace KornitX.Sandboxes;

/// <summary>An operation of the API: its names and its effect on orders, all in one place.</summary>
/// <param name="PathSegment">The last segment of its paths.</param>
/// <param name="ReferenceRequired">Whether the body must have a reference.</param>
/// <param name="AllowedIn">The statuses of an order that allow it. In the first one, every unit of a new order can be booked.</param>
/// <param name="Left">Returns the number of units of an item that can still be booked.</param>
internal sealed record Operation(
    string Name,
    string PathSegment,
    string Scope,
    bool ReferenceRequired,
    long FirstBookingId,
    SandboxOrderStatus[] AllowedIn,
    Func<SandboxItem, int> Left,
    Action<SandboxItem, int> Apply)
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        new(
            Name: "Cancellation",
            PathSegment: "cancellation",
            Scope: "api-sl-2-3.order-cancellation.create",
            ReferenceRequired: false,
            FirstBookingId: 254001,
            AllowedIn: [SandboxOrderStatus.New, SandboxOrderStatus.InProduction],
            Left: item => item.Quantity - item.Cancelled - item.Shipped,
            Apply: (item, quantity) => item.Cancelled += quantity),
        new(
            Name: "Return",
            PathSegment: "return",
            Scope: "api-sl-2-3.order-return.create",
            ReferenceRequired: true,
            FirstBookingId: 752,
            AllowedIn: [SandboxOrderStatus.Shipped, SandboxOrderStatus.PartlyShipped],
            Left: item => item.Shipped - item.Returned,
            Apply: (item, quantity) => item.Returned += quantity),
    ];

    /// <summary>The operation of that name, in any case.</summary>
    /// <exception cref="ArgumentException">There is no operation with that name.</exception>
    public static Operation Parse(string name) =>
        All.FirstOrDefault(operation => string.Equals(operation.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"There is no operation '{name}'; there are: {string.Join(", ", All.Select(operation => operation.Name))}.", nameof(name));
}
