using System;

namespace KornitX.Client;

/// <summary>The result of matching a request with the journal.</summary>
/// <param name="Settled">
/// The outcome if the request is not sent, because it is booked, unknown or in conflict with the journal. Null if the request
/// is to be sent.
/// </param>
/// <param name="Occurrence">Its number among the requests of the run with the same order and reference, from 1.</param>
/// <param name="MayBeBooked">Whether an earlier attempt may have been booked, and the request is sent again anyway.</param>
/// <param name="NotBookedAt">When an operator settled the last attempt as not booked; null if none did.</param>
internal readonly record struct JournalVerdict(Outcome? Settled, int Occurrence, bool MayBeBooked, DateTimeOffset? NotBookedAt = null);
