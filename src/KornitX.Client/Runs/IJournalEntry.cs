using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>The entry of one request in a journal.</summary>
internal interface IJournalEntry
{
    /// <summary>Records that the request is about to be sent. The task completes when the record is on disk.</summary>
    /// <exception cref="JournalException">It can't be written to disk, so the request must not be sent.</exception>
    Task WriteIntentAsync();

    /// <summary>
    /// Records the outcome. The order of calls is the order of the records in the file. The task completes when the record
    /// is on disk.
    /// </summary>
    /// <exception cref="JournalException">It can't be written to disk. A later run treats the order as unknown.</exception>
    Task WriteOutcomeAsync(Outcome outcome);
}
