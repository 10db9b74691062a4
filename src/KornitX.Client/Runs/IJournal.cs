namespace KornitX.Client;

/// <summary>The orders of earlier runs, as a run uses them.</summary>
internal interface IJournalCheck
{
    /// <summary>
    /// Decides whether the next request of the run is sent, based on earlier runs. Call it once for each request, in the
    /// order of the requests.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="retryUnknown">Whether to send a request again whose outcome is unknown.</param>
    JournalVerdict Check(BookingRequest request, bool retryUnknown);
}

/// <summary>The journal as a run uses it that sends orders.</summary>
internal interface IJournal : IJournalCheck
{
    /// <summary>Creates the entry of a request that is to be sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="occurrence">Its number among the requests of the run with the same order and reference, as returned by <see cref="IJournalCheck.Check"/>.</param>
    IJournalEntry CreateEntry(BookingRequest request, int occurrence);
}
