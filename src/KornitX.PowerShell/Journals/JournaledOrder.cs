namespace KornitX;

/// <summary>An order in a journal. Can be piped to New-KornitXCancellation and New-KornitXReturn.</summary>
public sealed class JournaledOrder
{
    // Not the state itself: PowerShell loads this type on import, and a field of a value type also loads its assembly.
    private readonly bool _isUnknown;

    /// <summary>Whether the state is that of the last settlement: the order was not sent since.</summary>
    private readonly bool _isSettled;

    internal JournaledOrder(JournalRecord order)
    {
        OrderRequest request = new(order.Request, order.State) { JournalPath = order.Path, JournalNumber = order.Number };
        State = request.State;
        Path = order.Path;
        Number = order.Number;
        Operation = order.Request.Operation.Name;
        Addressing = request.Addressing;
        OrderId = order.Identity.Id ?? request.OrderId;
        OrderExternalRef = request.OrderExternalRef;
        Reference = request.Reference;
        Items = request.Items;
        Occurrence = order.Occurrence;
        StartedAt = order.StartedAt.LocalDateTime;
        EndedAt = order.EndedAt?.LocalDateTime;
        IReadOnlyList<Booking> bookings = (order.Outcome as Outcome.Created)?.Bookings ?? [];
        Result = new ItemList<OrderItemBooking>(
            [.. bookings.Select(booking => OrderItemBooking.Create(order.Request, booking, fromJournal: true, order.IsSandbox))]);
        bool needsSupport = order.Outcome is Outcome.Unknown or Outcome.Rejected && !order.IsOpen;
        SentAt = needsSupport ? order.Outcome.Trace?.SentAt.UtcDateTime : null;
        Address = needsSupport ? order.Outcome.Trace?.Address : null;
        StatusCode = needsSupport ? order.Outcome.StatusCode : null;
        RequestIds = needsSupport ? order.Outcome.Trace?.RequestIds : null;
        Settlements = new ItemList<string>(
            [.. order.Settlements.Select(settlement => $"{settlement}{(settlement.BookingId is { } id ? $" (ID {id})" : "")}")]);
        _isUnknown = order.State is OrderState.Unknown or OrderState.Sending;
        _isSettled = order.IsSettled;
        SettledBy = order.Settlement?.By;
        SettledAt = order.Settlement?.At.LocalDateTime;
        Reason = order.Settlement?.Reason;
        Message = order.IsOpen ? null : order.Outcome switch
        {
            Outcome.Rejected rejected => $"HTTP {rejected.Status}" + (rejected.Message is null ? "" : $": {rejected.Message}"),
            Outcome.NotSent notSent => notSent.Message,
            Outcome.Unknown unknown => unknown.Message,
            _ when order.IsSettled => $"{order.Settlement}",
            _ => null,
        };
        // The table says so, as that of a sandbox's results does.
        if (order.IsSandbox)
            PSObject.AsPSObject(this).TypeNames.Insert(1, $"{typeof(JournaledOrder).FullName}#Sandbox");
    }

    /// <summary>Cancellation or Return.</summary>
    public string Operation { get; }

    /// <summary>
    /// Created; Rejected or NotSent (nothing was booked); Unknown (it may have been booked); or Sending, while a run is sending
    /// it.
    /// </summary>
    public string State { get; }

    /// <summary>Id, ExternalRef, or Combined: how the request identifies the order and its items.</summary>
    public string Addressing { get; }

    /// <summary>The KornitX order ID; null if it is not known.</summary>
    public long? OrderId { get; }

    /// <summary>The sales channel's reference of the order; null if it is not known.</summary>
    public string? OrderExternalRef { get; }

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference { get; }

    /// <summary>The items of the request.</summary>
    public ItemList<OrderItem> Items { get; }

    /// <summary>The number of the request among those of the same order in a stream, starting at 1.</summary>
    public int Occurrence { get; }

    /// <summary>What KornitX booked; empty unless the state is Created.</summary>
    public ItemList<OrderItemBooking> Result { get; }

    /// <summary>Why the order was not created.</summary>
    public string? Message { get; }

    /// <summary>When the last attempt started, in local time.</summary>
    public DateTime StartedAt { get; }

    /// <summary>When the outcome of that attempt was known, in local time.</summary>
    public DateTime? EndedAt { get; }

    /// <summary>When the request of an unknown or rejected order was sent, in UTC. For KornitX support.</summary>
    public DateTime? SentAt { get; }

    /// <summary>The address that it was sent to.</summary>
    public Uri? Address { get; }

    /// <summary>The HTTP status code of the response; null if there was none.</summary>
    public int? StatusCode { get; }

    /// <summary>The IDs that the server or a gateway gave the request; null if there are none.</summary>
    public string? RequestIds { get; }

    /// <summary>All settlements of the order, the last one at the end. They stay when the order is sent later.</summary>
    public ItemList<string> Settlements { get; }

    /// <summary>The account that settled the order last with Confirm-KornitXJournal; null if it was not settled.</summary>
    public string? SettledBy { get; }

    /// <summary>When the order was settled, in local time.</summary>
    public DateTime? SettledAt { get; }

    /// <summary>The reason that was specified.</summary>
    public string? Reason { get; }

    /// <summary>The path of the journal.</summary>
    public string Path { get; }

    /// <summary>The number of the last attempt in the journal.</summary>
    public long Number { get; }

    /// <summary>Whether it can be settled: if its outcome is unknown or, to replace a settlement, if it was not sent since.</summary>
    internal bool CanBeSettled(bool replace) => _isUnknown || (replace && _isSettled);

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
