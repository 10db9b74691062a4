namespace KornitX.Client;

/// <summary>An operator's decision whether an order with an unknown outcome is booked.</summary>
/// <param name="IsBooked">Whether KornitX has booked it.</param>
/// <param name="BookingId">The ID of the booking in KornitX, if given.</param>
/// <param name="By">The operator.</param>
/// <param name="Reason">The reason, if given.</param>
public sealed record Settlement(bool IsBooked, long? BookingId, string By, string? Reason)
{
    /// <summary>When it was recorded. Set by the journal.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The user ID of the process on a Unix system, for an account without a name.</summary>
    public static string UserId => Libc.UserId;

    /// <inheritdoc/>
    public override string ToString() =>
        $"settled as {(IsBooked ? "booked" : "not booked")} by {By}{(Reason is null ? "" : $": {Reason}")}";

    internal Outcome ToOutcome() => IsBooked
        ? new Outcome.Created([new Booking(BookingId, [])]) { Settlement = this }
        : new Outcome.NotSent(NotSentReason.SettledAsNotBooked, ToString());
}

/// <summary>The result of settling an order.</summary>
public enum SettlementResult
{
    /// <summary>The settlement is on disk.</summary>
    Settled,

    /// <summary>The journal has no such order, or it has been sent again since the number was read.</summary>
    NotFound,

    /// <summary>The outcome of the order is not unknown.</summary>
    NotUnknown,

    /// <summary>The booking ID is that of another order, of this order or of one of its items.</summary>
    WrongBookingId,
}
