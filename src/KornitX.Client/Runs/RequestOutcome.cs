namespace KornitX.Client;

/// <summary>A request that no journal stands in the way of.</summary>
/// <param name="Request">The request.</param>
/// <param name="Occurrence">Which request of its order and reference in the run it is, where a journal counts them.</param>
/// <param name="MayBeBooked">Whether an earlier run's try may have been booked, and it is to be sent again all the same.</param>
public sealed record PendingOrder(OrderRequest Request, int Occurrence, bool MayBeBooked);

/// <summary>A request and what became of it.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="FromJournal">Whether the journal told it, and nothing was sent now.</param>
public sealed record RequestOutcome(OrderRequest Request, Outcome Outcome, bool FromJournal);
