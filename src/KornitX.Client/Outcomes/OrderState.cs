namespace KornitX.Client;

/// <summary>Whether an order is booked, as far as it is known. The names are those in journals and in what users see.</summary>
public enum OrderState
{
    /// <summary>KornitX booked it.</summary>
    Created,

    /// <summary>KornitX rejected the request. Nothing was booked.</summary>
    Rejected,

    /// <summary>The request was not sent, or definitely had no effect. Nothing was booked.</summary>
    NotSent,

    /// <summary>It may have been booked.</summary>
    Unknown,

    /// <summary>A run is sending it, so it may be booked.</summary>
    Sending,

    /// <summary>It was not sent because it conflicts with an order in the journal.</summary>
    Conflict,
}
