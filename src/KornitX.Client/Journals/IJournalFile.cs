using System;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>The bytes of a journal on a disk that may lose what was not flushed.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>All that is on it.</summary>
    byte[] Read();

    /// <summary>Cuts off what comes after that many bytes.</summary>
    void Truncate(long length);

    /// <summary>Appends, and completes when the device has it.</summary>
    /// <param name="take">Returns the bytes. Called once, at the moment of writing, so that they are all there is to write by then.</param>
    /// <exception cref="System.IO.IOException">It could not be written, or only in part.</exception>
    Task AppendAsync(Func<byte[]> take);
}
