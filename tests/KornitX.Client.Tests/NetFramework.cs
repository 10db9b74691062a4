#if NETFRAMEWORK
// What the tests use and .NET Framework lacks, so that they themselves need not differ. It behaves as on .NET for what
// the tests do with it, and no further.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace System
{
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;

        public static implicit operator Index(int value) => new(value);
    }

    internal readonly struct Range(Index start, Index end)
    {
        public static Range StartAt(Index start) => new(start, new Index(0, fromEnd: true));

        public static Range EndAt(Index end) => new(0, end);

        public Index Start => start;

        public Index End => end;

        public (int Offset, int Length) GetOffsetAndLength(int length)
        {
            int offset = start.GetOffset(length);
            return (offset, end.GetOffset(length) - offset);
        }
    }
}

namespace System.Runtime.CompilerServices
{
    internal static class RuntimeHelpers
    {
        public static T[] GetSubArray<T>(T[] array, Range range)
        {
            (int offset, int length) = range.GetOffsetAndLength(array.Length);
            return array.AsSpan(offset, length).ToArray();
        }
    }
}

namespace System.IO
{
    [Flags]
    internal enum UnixFileMode
    {
        UserWrite = 128,
        UserRead = 256,
    }
}

namespace System.IO.Compression
{
    internal static class Streams
    {
        public static void Write(this Stream stream, byte[] bytes) => stream.Write(bytes, 0, bytes.Length);
    }
}

namespace System.Net.Http
{
    internal sealed class SocketsHttpHandler : HttpClientHandler;
}

namespace System.Threading.Tasks
{
    internal sealed class TaskCompletionSource(TaskCreationOptions options = TaskCreationOptions.None)
    {
        private readonly TaskCompletionSource<bool> _source = new(options);

        public Task Task => _source.Task;

        public void SetResult() => _source.SetResult(true);

        public bool TrySetResult() => _source.TrySetResult(true);
    }
}

namespace KornitX.Client.Tests
{
    internal static class NetFramework
    {
        extension(string text)
        {
            public static string Create(IFormatProvider provider, FormattableString value) => value.ToString(provider);

            public static string Join<T>(char separator, IEnumerable<T> values) => string.Join($"{separator}", values);

            public string[] Split(string separator) => text.Split([separator], StringSplitOptions.None);

            public string Replace(string old, string by, StringComparison comparison) =>
                comparison == StringComparison.Ordinal ? text.Replace(old, by) : throw new NotSupportedException();

            public bool Contains(string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

            public int IndexOf(char character, StringComparison comparison) =>
                comparison == StringComparison.Ordinal ? text.IndexOf(character) : throw new NotSupportedException();
        }

        extension(StringBuilder builder)
        {
            public StringBuilder Append(IFormatProvider provider, FormattableString value) => builder.Append(value.ToString(provider));
        }

        extension(Encoding)
        {
            public static Encoding Latin1 => Encoding.GetEncoding("iso-8859-1");
        }

        extension(DateTimeOffset)
        {
            public static DateTimeOffset UnixEpoch => DateTimeOffset.FromUnixTimeMilliseconds(0);
        }

        extension(Enum)
        {
            public static T[] GetValues<T>() where T : struct, Enum => [.. Enum.GetValues(typeof(T)).Cast<T>()];
        }

        extension(Random random)
        {
            public long NextInt64(long from, long to) => from + (long)(random.NextDouble() * (to - from));
        }

        extension<TKey, TValue>(Dictionary<TKey, TValue> values)
        {
            public TValue? GetValueOrDefault(TKey key) => values.TryGetValue(key, out TValue? value) ? value : default;
        }

        // Files have no Unix modes and links there: the tests of those return at once.
        extension(OperatingSystem)
        {
            public static bool IsWindows() => true;

            public static bool IsLinux() => false;
        }

        extension(File)
        {
            public static UnixFileMode GetUnixFileMode(string path) => throw new PlatformNotSupportedException(path);

            public static void CreateSymbolicLink(string path, string target) => throw new PlatformNotSupportedException(path + target);
        }

        extension(Directory)
        {
            public static DirectoryInfo CreateTempSubdirectory(string prefix) =>
                Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N")));
        }

        extension(Task task)
        {
            public bool IsCompletedSuccessfully => task.Status == TaskStatus.RanToCompletion;

            public Task WaitAsync(TimeSpan patience) => task.WaitAsync(patience, TimeProvider.System);

            public Task WaitAsync(CancellationToken stop) => task.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }

        extension<T>(Task<T> task)
        {
            public Task<T> WaitAsync(TimeSpan patience) => task.WaitAsync(patience, TimeProvider.System);

            public Task<T> WaitAsync(TimeSpan patience, CancellationToken stop) => task.WaitAsync(patience, TimeProvider.System, stop);
        }

        extension(CancellationTokenSource source)
        {
            public Task CancelAsync() => Task.Run(source.Cancel);
        }

        extension(Stream stream)
        {
            public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes.ToArray(), 0, bytes.Length);

            public Task WriteAsync(byte[] bytes) => stream.WriteAsync(bytes, 0, bytes.Length);

            public Task<int> ReadAsync(byte[] bytes) => stream.ReadAsync(bytes, 0, bytes.Length);
        }

        extension(Process process)
        {
            public void Kill(bool entireProcessTree)
            {
                if (entireProcessTree)
                    process.Kill();
            }
        }

        extension(Socket socket)
        {
            public async Task<int> ReceiveAsync(byte[] buffer, SocketFlags flags, CancellationToken stop)
            {
                using (stop.Register(socket.Dispose))
                    return await socket.ReceiveAsync(new ArraySegment<byte>(buffer), flags);
            }
        }

        extension(Stream stream)
        {
            public Task<int> ReadAsync(byte[] buffer, CancellationToken stop) => stream.ReadAsync(buffer, 0, buffer.Length, stop);

            public Task WriteAsync(byte[] buffer, CancellationToken stop) => stream.WriteAsync(buffer, 0, buffer.Length, stop);
        }
    }
}
#endif
