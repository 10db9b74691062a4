namespace KornitX.Client;

/// <summary>What a run asks of its journal.</summary>
internal interface IJournal
{
    /// <summary>
    /// What earlier runs make of a request, if they settle it: booked then, unknown since then, or in conflict with
    /// it. Null when the request is to be sent.
    /// </summary>
    /// <param name="key">The order.</param>
    /// <param name="request">What is asked of it now.</param>
    /// <param name="retryUnknown">Whether an unknown one is to be sent again.</param>
    Outcome? FindPrevious(OrderKey key, OrderRequest request, bool retryUnknown);

    /// <summary>Whether an earlier run's try of the order was booked or may have been.</summary>
    bool MayBeBooked(OrderKey key);

    /// <summary>The record of one request that is to be sent.</summary>
    IJournalEntry CreateEntry(OrderKey key, OrderRequest request);
}
