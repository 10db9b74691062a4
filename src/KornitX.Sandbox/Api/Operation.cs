namespace KornitX.Api;

/// <summary>The two things that can be asked for, and what each is allowed to do to an order.</summary>
internal sealed class Operation
{
    public static readonly Operation Cancellation = new(isReturn: false);
    public static readonly Operation Return = new(isReturn: true);

    private Operation(bool isReturn) => IsReturn = isReturn;

    public bool IsReturn { get; }

    public string Name => IsReturn ? "Return" : "Cancellation";

    public string Scope => IsReturn ? "api-sl-2-3.order-return.create" : "api-sl-2-3.order-cancellation.create";

    public static Operation? OfSegment(string segment) => segment switch
    {
        "cancellation" => Cancellation,
        "return" => Return,
        _ => null,
    };

    public static Operation? OfScope(string scope) =>
        scope == Cancellation.Scope ? Cancellation : scope == Return.Scope ? Return : null;

    /// <summary>Cancelled is what has not begun to ship; returned is what has.</summary>
    public bool AllowedIn(SandboxOrderStatus status) => IsReturn
        ? status is SandboxOrderStatus.PartlyShipped or SandboxOrderStatus.Shipped
        : status is SandboxOrderStatus.New or SandboxOrderStatus.InProduction;

    public int Left(SandboxItem item) => IsReturn ? item.LeftToReturn : item.LeftToCancel;

    public void Apply(SandboxItem item, int quantity)
    {
        if (IsReturn)
            item.Returned += quantity;
        else
            item.Cancelled += quantity;
    }
}
