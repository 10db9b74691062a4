namespace KornitX.Client;

/// <summary>What a journal makes of a request that is about to be sent.</summary>
/// <param name="Settled">
/// The outcome, where earlier runs settle it: booked then, unknown since then, or in conflict with it. Null when the request
/// is to be sent.
/// </param>
/// <param name="Occurrence">Which request of its order and reference in the run it is, from 1.</param>
/// <param name="MayBeBooked">Whether an earlier try may have been booked, and it is to be sent again all the same.</param>
internal readonly record struct JournalVerdict(Outcome? Settled, int Occurrence, bool MayBeBooked);
