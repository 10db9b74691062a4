using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>Keeps a record of one request that survives the process.</summary>
internal interface ISendRecord
{
    /// <summary>Completes when it is on disk that the request is about to leave.</summary>
    /// <exception cref="JournalException">It can't be put on disk, so the request must not leave.</exception>
    Task SendingAsync();

    /// <summary>Completes when it is on disk what became of it.</summary>
    /// <exception cref="JournalException">It can't be put on disk; a later run will take it for unknown.</exception>
    Task KnownAsync(Outcome outcome);
}
