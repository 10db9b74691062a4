namespace KornitX.Sandboxes;

/// <summary>An operation of the API: its names and its effect on orders, all in one place.</summary>
internal sealed class Operation
{
    private readonly SandboxOrderStatus[] _allowedIn;
    private readonly Func<SandboxItem, int> _left;
    private readonly Action<SandboxItem, int> _apply;

    private Operation(
        string name, string pathSegment, string scope, bool referenceRequired, long firstBookingId,
        SandboxOrderStatus[] allowedIn, Func<SandboxItem, int> left, Action<SandboxItem, int> apply)
    {
        Name = name;
        PathSegment = pathSegment;
        Scope = scope;
        ReferenceRequired = referenceRequired;
        FirstBookingId = firstBookingId;
        _allowedIn = allowedIn;
        _left = left;
        _apply = apply;
    }

    public static IReadOnlyList<Operation> All { get; } =
    [
        new(
            name: "Cancellation",
            pathSegment: "cancellation",
            scope: "api-sl-2-3.order-cancellation.create",
            referenceRequired: false,
            firstBookingId: 254001,
            allowedIn: [SandboxOrderStatus.New, SandboxOrderStatus.InProduction],
            left: item => item.Quantity - item.Cancelled - item.Shipped,
            apply: (item, quantity) => item.Cancelled += quantity),
        new(
            name: "Return",
            pathSegment: "return",
            scope: "api-sl-2-3.order-return.create",
            referenceRequired: true,
            firstBookingId: 752,
            allowedIn: [SandboxOrderStatus.Shipped, SandboxOrderStatus.PartlyShipped],
            left: item => item.Shipped - item.Returned,
            apply: (item, quantity) => item.Returned += quantity),
    ];

    public string Name { get; }

    /// <summary>The last segment of its paths.</summary>
    public string PathSegment { get; }

    public string Scope { get; }

    /// <summary>Whether the body must have a reference.</summary>
    public bool ReferenceRequired { get; }

    public long FirstBookingId { get; }

    /// <summary>The status in which every unit of a new order can be booked.</summary>
    public SandboxOrderStatus ReadyStatus => _allowedIn[0];

    public static Operation? FindBySegment(string segment) => All.FirstOrDefault(operation => operation.PathSegment == segment);

    public static Operation? FindByScope(string scope) => All.FirstOrDefault(operation => operation.Scope == scope);

    /// <summary>The operation of that name, in any case.</summary>
    /// <exception cref="ArgumentException">There is no operation with that name.</exception>
    public static Operation Parse(string name) =>
        All.FirstOrDefault(operation => string.Equals(operation.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"There is no operation '{name}'; there are: {string.Join(", ", All.Select(operation => operation.Name))}.", nameof(name));

    public bool AllowedIn(SandboxOrderStatus status) => _allowedIn.Contains(status);

    /// <summary>The number of units of the item that can still be booked.</summary>
    public int Left(SandboxItem item) => _left(item);

    public void Apply(SandboxItem item, int quantity) => _apply(item, quantity);
}
