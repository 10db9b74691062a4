namespace KornitX.Client;

/// <summary>A request that the journal does not settle.</summary>
/// <param name="Request">The request.</param>
/// <param name="Occurrence">Which request of its order and reference in the run it is, from 1, where a journal counts them.</param>
/// <param name="MayBeBooked">Whether an earlier run may have booked it, and it is to be sent again all the same.</param>
public sealed record PendingOrder(OrderRequest Request, int Occurrence, bool MayBeBooked);

/// <summary>A request and its outcome.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="FromJournal">Whether the outcome comes from the journal, and nothing was sent now.</param>
public sealed record RequestOutcome(OrderRequest Request, Outcome Outcome, bool FromJournal);
