using System;
using System.IO;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>The bytes of a journal, to read. Safe to use from many threads at once.</summary>
internal interface IJournalContent : IDisposable
{
    /// <summary>How many bytes there are at this moment.</summary>
    long Length { get; }

    /// <summary>Reads bytes from a position; 0 means that there are no more.</summary>
    /// <exception cref="IOException">They can't be read.</exception>
    int ReadAt(long position, byte[] buffer, int offset, int count);
}

/// <summary>The bytes of a journal on a disk that may lose what was not flushed.</summary>
internal interface IJournalFile : IJournalContent
{
    /// <summary>Cuts off what comes after that many bytes.</summary>
    /// <exception cref="IOException">It can't be done, or part of what would be lost was written by somebody else.</exception>
    void Truncate(long length);

    /// <summary>Appends, and completes when the device has it.</summary>
    /// <param name="take">Returns the bytes. Called at most once, at the moment of writing, so that they are all there is to write by then.</param>
    /// <exception cref="IOException">It could not be written, or only in part, or the file is no longer this run's alone.</exception>
    Task AppendAsync(Func<byte[]> take);
}

/// <summary>Ways to read a journal.</summary>
internal static class JournalContents
{
    /// <summary>A stream over the bytes from the beginning. Disposing it leaves the content open.</summary>
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
