using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>The record of one order's request in a journal.</summary>
internal interface IJournalEntry
{
    /// <summary>Completes when it is on disk that the request is about to be sent.</summary>
    /// <exception cref="JournalException">It can't be put on disk, so the request must not be sent.</exception>
    Task WriteIntentAsync();

    /// <summary>
    /// Records the outcome. When this method returns, the record has its place: whatever is recorded later comes after it
    /// in the file. The task completes when it is on disk.
    /// </summary>
    /// <exception cref="JournalException">It can't be put on disk; a later run takes the order for unknown.</exception>
    Task WriteOutcomeAsync(Outcome outcome);
}
