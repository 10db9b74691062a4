namespace KornitX.Client;

/// <summary>
/// The outcome of a request: <see cref="Created"/>, <see cref="Rejected"/>, <see cref="NotSent"/> or <see cref="Unknown"/>.
/// The journal's state and the error that is reported follow from it.
/// </summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Whether the connection or the journal is no longer usable, so that no other order of the run is sent.</summary>
    public bool EndsRun => this is NotSent
    {
        Reason: NotSentReason.AuthenticationFailed or NotSentReason.PermissionDenied
            or NotSentReason.Disconnected or NotSentReason.JournalFailed,
    };

    /// <summary>The state of the order that follows from the outcome.</summary>
    public abstract OrderState State { get; }

    /// <summary>The HTTP status code of the response; null if there was no response.</summary>
    public virtual int? StatusCode { get; init; }

    /// <summary>The last attempt to send the request, for KornitX support; null if none was sent.</summary>
    public RequestTrace? Trace { get; init; }

    /// <summary>KornitX booked the request.</summary>
    /// <param name="Bookings">The bookings. Usually one, but the API returns an array.</param>
    public sealed record Created(IReadOnlyList<Booking> Bookings) : Outcome
    {
        /// <summary>How the response differs from the request, as a sentence that is safe to show; null if it does not.</summary>
        public string? Warning { get; init; }

        /// <summary>Who settled the order as booked; null if KornitX's response confirmed it.</summary>
        public Settlement? Settlement { get; init; }

        /// <inheritdoc/>
        public override OrderState State => OrderState.Created;
    }

    /// <summary>KornitX rejected the request. Nothing was booked.</summary>
    /// <param name="Status">The HTTP status code, 4xx.</param>
    /// <param name="Message">KornitX's error message, safe to show; null if there was none.</param>
    public sealed record Rejected(int Status, string? Message) : Outcome
    {
        /// <inheritdoc/>
        public override int? StatusCode => Status;

        /// <inheritdoc/>
        public override OrderState State => OrderState.Rejected;

        /// <summary>Whether KornitX rejected it for missing permissions.</summary>
        public bool IsPermission { get; init; }
    }

    /// <summary>The request definitely had no effect. It is safe to send it later.</summary>
    /// <param name="Reason">Why it had no effect.</param>
    /// <param name="Message">What happened, safe to show.</param>
    public sealed record NotSent(NotSentReason Reason, string Message) : Outcome
    {
        /// <summary>The number of attempts; 0 if the run did not attempt to send the request.</summary>
        public int Attempts { get; init; }

        /// <summary>Whether the order's own attempts failed, so that it still has to be sent.</summary>
        public bool CanBeSentAgain => Reason is NotSentReason.Unreachable or NotSentReason.RateLimited or NotSentReason.Failed;

        /// <inheritdoc/>
        public override OrderState State => Reason switch
        {
            NotSentReason.JournalConflict => OrderState.Conflict,
            NotSentReason.AlreadyBooked => OrderState.Created,
            _ => OrderState.NotSent,
        };
    }

    /// <summary>The request may have been booked, and there is no way to find out. It is sent again only if the user decides so.</summary>
    /// <param name="Message">What happened, safe to show.</param>
    public sealed record Unknown(string Message) : Outcome
    {
        /// <inheritdoc/>
        public override OrderState State => OrderState.Unknown;
    }
}

/// <summary>Why a request definitely had no effect.</summary>
public enum NotSentReason
{
    // Of an attempt: the run goes on with the next order.

    /// <summary>The server or the token endpoint could not be reached: name resolution, connection, TLS or proxy failed.</summary>
    Unreachable,

    /// <summary>Rejected because of too many requests.</summary>
    RateLimited,

    /// <summary>Something unexpected failed before the request was sent.</summary>
    Failed,

    // Of an attempt, and the run ends: no other order can be sent.

    /// <summary>The client ID or secret is wrong, or a new token was rejected.</summary>
    AuthenticationFailed,

    /// <summary>The token endpoint rejected the scope of the operation.</summary>
    PermissionDenied,

    /// <summary>The client was disposed before the request was sent.</summary>
    Disconnected,

    /// <summary>The journal could not be read or written, so nothing is sent.</summary>
    JournalFailed,

    // Of a run that ended before the request was sent.

    /// <summary>The caller stopped the run, or the first failure did.</summary>
    Stopped,

    /// <summary>Too many orders before it had no clear outcome.</summary>
    ServiceDown,

    /// <summary>A run with a journal has input that identifies some orders only by ID and others only by external reference.</summary>
    MixedAddressing,

    // Of an earlier run, according to the journal or to this process.

    /// <summary>The journal has, or may have, the order with different content, and it is or may be booked.</summary>
    JournalConflict,

    /// <summary>The outcome was unknown, and an operator determined that it was not booked.</summary>
    SettledAsNotBooked,

    /// <summary>This process has booked the same request.</summary>
    AlreadyBooked,
}

/// <summary>A booking, such as a cancellation or return, as KornitX returned it.</summary>
/// <param name="Id">Its ID; null if an operator settled the order without giving it.</param>
/// <param name="Items">The order lines that it affects.</param>
public sealed record Booking(long? Id, IReadOnlyList<BookedLine> Items);

/// <summary>An order line as KornitX returned it.</summary>
/// <param name="ItemId">The KornitX item ID; null if the response lacks it.</param>
/// <param name="OrderId">The KornitX order ID; null if the response lacks it.</param>
/// <param name="LineQuantity">
/// The total quantity of the line, not the quantity cancelled or returned; null if the response lacks it.
/// </param>
public sealed record BookedLine(long? ItemId, long? OrderId, long? LineQuantity);
