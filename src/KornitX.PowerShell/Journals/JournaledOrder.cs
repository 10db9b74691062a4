namespace KornitX;

/// <summary>An order in a journal. Can be piped to New-KornitXCancellation and New-KornitXReturn.</summary>
public sealed class JournaledOrder
{
    private readonly JournalRecord _order;
    private readonly OrderRequest _request;

    internal JournaledOrder(JournalRecord order)
    {
        _order = order;
        _request = new OrderRequest(order.Request, order.State, order.Path) { Number = order.Number };
        IReadOnlyList<Booking> bookings = (order.Outcome as Outcome.Created)?.Bookings ?? [];
        Result = new ItemList<OrderItemBooking>(
            [.. bookings.Select(booking => OrderItemBooking.Create(order.Request, booking, fromJournal: true, order.IsSandbox))]);
        Settlements = new ItemList<string>(
            [.. order.Settlements.Select(settlement => $"{settlement}{(settlement.BookingId is { } id ? $" (ID {id})" : "")}")]);
        // The table says so, as that of a sandbox's results does.
        if (order.IsSandbox)
            PSObject.AsPSObject(this).TypeNames.Insert(1, $"{typeof(JournaledOrder).FullName}#Sandbox");
    }

    /// <summary>Cancellation or Return.</summary>
    public string Operation => _request.Operation;

    /// <summary>
    /// Created; Rejected or NotSent (nothing was booked); Unknown (it may have been booked); or Sending, while a run is sending
    /// it.
    /// </summary>
    public string State => _request.State;

    /// <summary>Id, ExternalRef, or Combined: how the request identifies the order and its items.</summary>
    public string Addressing => _request.Addressing;

    /// <summary>The KornitX order ID; null if it is not known.</summary>
    public long? OrderId => _order.Identity.Id ?? _request.OrderId;

    /// <summary>The sales channel's reference of the order; null if it is not known.</summary>
    public string? OrderExternalRef => _request.OrderExternalRef;

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference => _request.Reference;

    /// <summary>The items of the request.</summary>
    public ItemList<OrderItem> Items => _request.Items;

    /// <summary>The number of the request among those of the same order in a stream, starting at 1.</summary>
    public int Occurrence => _order.Occurrence;

    /// <summary>What KornitX booked; empty unless the state is Created.</summary>
    public ItemList<OrderItemBooking> Result { get; }

    /// <summary>Why the order was not created.</summary>
    public string? Message => _order.IsOpen ? null : _order.Outcome switch
    {
        Outcome.Rejected rejected => $"HTTP {rejected.Status}" + (rejected.Message is null ? "" : $": {rejected.Message}"),
        Outcome.NotSent notSent => notSent.Message,
        Outcome.Unknown unknown => unknown.Message,
        _ when _order.IsSettled => $"{_order.Settlement}",
        _ => null,
    };

    /// <summary>When the last attempt started, in local time.</summary>
    public DateTime StartedAt => _order.StartedAt.LocalDateTime;

    /// <summary>When the outcome of that attempt was known, in local time.</summary>
    public DateTime? EndedAt => _order.EndedAt?.LocalDateTime;

    /// <summary>When the request of an unknown or rejected order was sent, in UTC. For KornitX support.</summary>
    public DateTime? SentAt => Support?.Trace?.SentAt.UtcDateTime;

    /// <summary>The address that it was sent to.</summary>
    public Uri? Address => Support?.Trace?.Address;

    /// <summary>The HTTP status code of the response; null if there was none.</summary>
    public int? StatusCode => Support?.StatusCode;

    /// <summary>The IDs that the server or a gateway gave the request; null if there are none.</summary>
    public string? RequestIds => Support?.Trace?.RequestIds;

    /// <summary>All settlements of the order, the last one at the end. They stay when the order is sent later.</summary>
    public ItemList<string> Settlements { get; }

    /// <summary>The account that settled the order last with Confirm-KornitXJournal; null if it was not settled.</summary>
    public string? SettledBy => _order.Settlement?.By;

    /// <summary>When the order was settled, in local time.</summary>
    public DateTime? SettledAt => _order.Settlement?.At.LocalDateTime;

    /// <summary>The reason that was specified.</summary>
    public string? Reason => _order.Settlement?.Reason;

    /// <summary>The path of the journal.</summary>
    public string Path => _order.Path;

    /// <summary>The number of the last attempt in the journal.</summary>
    public long Number => _order.Number;

    /// <summary>
    /// Whether it can be settled: if its outcome is unknown or, to replace a settlement, if KornitX has not booked it since.
    /// </summary>
    internal bool CanBeSettled(bool replace) =>
        _order.State is OrderState.Unknown or OrderState.Sending || (replace && _order.CanBeSettledAgain);

    /// <summary>The outcome that KornitX support is asked about; null if it is neither unknown nor a rejection.</summary>
    private Outcome? Support => _order.Outcome is Outcome.Unknown or Outcome.Rejected && !_order.IsOpen ? _order.Outcome : null;

    /// <summary>The order as prompts and errors show it.</summary>
    public override string ToString()
    {
        const int shown = 3;
        string order = OrderId is null || Addressing == nameof(Client.Addressing.ExternalRef) ? OrderExternalRef! : $"{OrderId}";
        string reference = Reference is null ? "" : $" with reference {Reference}";
        string items = string.Join(", ", Items.Take(shown).Select(item => item.ToString()));
        string more = Items.Skip(shown).Any() ? $" and {Items.Skip(shown).Count()} more" : "";
        return $"{Operation.ToLowerInvariant()} of order {order}{reference}: {items}{more}";
    }
}
