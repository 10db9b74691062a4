using System;

namespace KornitX.Client;

/// <summary>What a person found out about an order whose outcome was unknown.</summary>
/// <param name="IsBooked">Whether KornitX has booked it.</param>
/// <param name="BookingId">The ID of the cancellation or return in KornitX, where the person gave it.</param>
/// <param name="By">Who said so.</param>
/// <param name="Reason">Why, in the person's words; null when they gave none.</param>
public sealed record Settlement(bool IsBooked, long? BookingId, string By, string? Reason)
{
    /// <summary>When it was recorded. Set by the journal.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What came of an attempt to settle an order.</summary>
public enum SettlementResult
{
    /// <summary>The settlement is on disk.</summary>
    Settled,

    /// <summary>The journal has no such order, or it has been sent again since the number was read.</summary>
    NotFound,

    /// <summary>The order's outcome is not unknown.</summary>
    NotUnknown,
}
