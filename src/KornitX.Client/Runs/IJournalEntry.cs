using System;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>Keeps a record of one request that survives the process.</summary>
internal interface IJournalEntry
{
    /// <summary>Completes when it is on disk that the request is about to leave.</summary>
    /// <exception cref="JournalException">It can't be put on disk, so the request must not leave.</exception>
    Task WriteIntentAsync();

    /// <summary>Completes when it is on disk what became of it.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="placed">
    /// Is done when the record has its place among the others and is not on its way to the disk yet: what is recorded
    /// meanwhile goes there with it. Not done where it can't be put on disk.
    /// </param>
    /// <exception cref="JournalException">It can't be put on disk; a later run will take it for unknown.</exception>
    Task WriteOutcomeAsync(Outcome outcome, Action? placed = null);
}
