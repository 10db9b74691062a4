using System;
using System.IO;
using System.Threading.Tasks;

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
    /// <summary>Truncates the content to a length.</summary>
    /// <exception cref="IOException">The content can't be truncated, or another program wrote part of what would be lost.</exception>
    void Truncate(long length);

    /// <summary>Appends bytes. The task completes when the device has them.</summary>
    /// <param name="getBytes">Returns the bytes. Called at most once, immediately before writing, so that lines added until then share the write.</param>
    /// <exception cref="IOException">The bytes could not be written completely, or the file is no longer exclusive to this run.</exception>
    Task AppendAsync(Func<byte[]> getBytes);
}

/// <summary>Extension methods for the content of a journal.</summary>
internal static class JournalContents
{
    /// <summary>Creates a stream that reads from the beginning. Disposing it leaves the content open.</summary>
    public static Stream OpenStream(this IJournalContent content) => new ContentStream(content);

    private sealed class ContentStream : Stream
    {
        private readonly IJournalContent _content;

        public ContentStream(IJournalContent content) => _content = content;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => _content.Length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = _content.ReadAt(Position, buffer, offset, count);
            Position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
        {
            SeekOrigin.Current => Position,
            SeekOrigin.End => Length,
            _ => 0,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
