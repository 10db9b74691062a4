using System;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>The bytes of a journal on a disk that may lose what was not flushed.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>All that is on it.</summary>
    byte[] Read();

    /// <summary>Cuts what comes after that many bytes off.</summary>
    void Truncate(long length);

    /// <summary>Appends, and completes when the device has it.</summary>
    /// <exception cref="System.IO.IOException">It could not be written, or only in part.</exception>
    Task AppendAsync(byte[] bytes);
}
