using System;

namespace KornitX.Client;

/// <summary>A person's decision whether an order with an unknown outcome is booked.</summary>
/// <param name="IsBooked">Whether KornitX has booked it.</param>
/// <param name="BookingId">The ID of the booking in KornitX, if given.</param>
/// <param name="By">The person.</param>
/// <param name="Reason">The reason, if given.</param>
public sealed record Settlement(bool IsBooked, long? BookingId, string By, string? Reason)
{
    /// <summary>When it was recorded. Set by the journal.</summary>
    public DateTimeOffset At { get; init; }
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
}
