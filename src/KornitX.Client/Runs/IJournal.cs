namespace KornitX.Client;

/// <summary>The orders of earlier runs, as a run uses them.</summary>
internal interface IJournalCheck
{
    /// <summary>
    /// Decides whether the next request of the run is sent, based on earlier runs. Call it once for each request, in the
    /// order of the requests.
    /// </summary>
    /// <param name="retryUnknown">Whether to send a request again whose outcome is unknown.</param>
    JournalVerdict Check(BookingRequest request, bool retryUnknown);
}

/// <summary>The journal as a run uses it that sends orders.</summary>
internal interface IJournal : IJournalCheck
{
    /// <summary>Creates the entry of a request that is to be sent, or that the process has sent without this journal.</summary>
    /// <param name="occurrence">
    /// Its number among the requests of the run with the same order and reference, as returned by
    /// <see cref="IJournalCheck.Check"/>.
    /// </param>
    /// <param name="sentAt">When it was sent; null if it is to be sent.</param>
    IJournalEntry CreateEntry(BookingRequest request, int occurrence, DateTimeOffset? sentAt = null);
}

/// <summary>The entry of one request in a journal.</summary>
internal interface IJournalEntry
{
    /// <summary>Records that the request is about to be sent, or was. The task completes when the record is on disk.</summary>
    /// <exception cref="JournalException">It can't be written to disk, so the request must not be sent.</exception>
    Task WriteIntentAsync();

    /// <summary>
    /// Records the outcome. The order of calls is the order of the records in the file. The task completes when the record
    /// is on disk.
    /// </summary>
    /// <exception cref="JournalException">It can't be written to disk. A later run treats the order as unknown.</exception>
    Task WriteOutcomeAsync(Outcome outcome);
}

/// <summary>The result of matching a request with the journal.</summary>
/// <param name="Settled">
/// The outcome if the request is not sent, because it is booked, unknown or in conflict with the journal. Null if the request
/// is to be sent.
/// </param>
/// <param name="Occurrence">Its number among the requests of the run with the same order and reference, from 1.</param>
/// <param name="MayBeBooked">Whether an earlier attempt may have been booked, and the request is sent again anyway.</param>
/// <param name="NotBookedAt">When an operator settled the last attempt as not booked; null if none did.</param>
internal readonly record struct JournalVerdict(Outcome? Settled, int Occurrence, bool MayBeBooked, DateTimeOffset? NotBookedAt = null);
