namespace KornitX.Client;

/// <summary>The readable content of a journal. Thread-safe.</summary>
internal interface IJournalContent : IDisposable
{
    /// <summary>The current length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads bytes from a position. Returns 0 at the end.</summary>
    /// <exception cref="IOException">The content can't be read.</exception>
    int ReadAt(long position, byte[] buffer, int offset, int count);
}

/// <summary>The content of a journal on a disk, which may lose what was not flushed.</summary>
internal interface IJournalFile : IJournalContent
{
    /// <summary>Truncates the content to a length, and flushes it to the device.</summary>
    /// <exception cref="IOException">The content can't be truncated or flushed, or another program changed it.</exception>
    void Truncate(long length);

    /// <summary>Appends bytes. The task completes when the device has them.</summary>
    /// <param name="getBytes">
    /// Returns the bytes. Called at most once, immediately before writing, so that lines added until then share the write.
    /// </param>
    /// <exception cref="IOException">The bytes could not be written completely, or the file is no longer exclusive to this run.</exception>
    Task AppendAsync(Func<byte[]> getBytes);
}
