namespace KornitX.Client;

/// <summary>What a run asks of its journal.</summary>
internal interface IJournal
{
    /// <summary>
    /// Decides about the next request of the run, by what earlier runs made of it. To be asked once for each request, in
    /// their order.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="retryUnknown">Whether an unknown one is to be sent again.</param>
    JournalVerdict Check(OrderRequest request, bool retryUnknown);

    /// <summary>The record of one request that is to be sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="occurrence">Which one of its order and reference in the run it is, as <see cref="Check"/> said.</param>
    IJournalEntry CreateEntry(OrderRequest request, int occurrence);
}
