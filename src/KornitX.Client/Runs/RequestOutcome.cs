namespace KornitX.Client;

/// <summary>A request that is to be sent.</summary>
/// <param name="Request">The request.</param>
/// <param name="Occurrence">Its number among the requests of the run with the same order and reference, from 1. Always 1 without a journal.</param>
/// <param name="MayBeBooked">Whether an earlier run may have booked it, and it is sent again anyway.</param>
public sealed record PendingOrder(BookingRequest Request, int Occurrence, bool MayBeBooked);

/// <summary>A request and its outcome.</summary>
/// <param name="Request">The request.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="FromJournal">Whether the outcome comes from the journal, so that this run sent nothing.</param>
public sealed record RequestOutcome(BookingRequest Request, Outcome Outcome, bool FromJournal);
