#if NETFRAMEWORK
// What the tests use of .NET, and neither .NET Framework nor Polyfill has.
using System.Net.Sockets;
using System.Text;

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

namespace System.Net.Http
{
    internal sealed class SocketsHttpHandler : HttpClientHandler;
}

namespace KornitX.Client.Tests
{
    internal static class NetFramework
    {
        extension(string text)
        {
            public static string Create(IFormatProvider provider, FormattableString value) => value.ToString(provider);

            public string Replace(string old, string by, StringComparison comparison) =>
                comparison == StringComparison.Ordinal ? text.Replace(old, by) : throw new NotSupportedException();
        }

        extension(StringBuilder builder)
        {
            public StringBuilder Append(IFormatProvider provider, FormattableString value) => builder.Append(value.ToString(provider));
        }

        extension(DateTimeOffset)
        {
            public static DateTimeOffset UnixEpoch => DateTimeOffset.FromUnixTimeMilliseconds(0);
        }

        // .NET Framework's files have no Unix modes and links. On Mono, too, the tests of those return at once.
        extension(OperatingSystem)
        {
            public static bool IsWindows() => true;

            public static bool IsLinux() => false;
        }

        extension(File)
        {
            public static void CreateSymbolicLink(string path, string target) => throw new PlatformNotSupportedException(path + target);
        }

        extension(Task task)
        {
            public bool IsCompletedSuccessfully => task.Status == TaskStatus.RanToCompletion;
        }

        extension(Socket socket)
        {
            public async Task<int> ReceiveAsync(byte[] buffer, SocketFlags flags, CancellationToken cancellationToken)
            {
                using (cancellationToken.Register(socket.Dispose))
                    return await socket.ReceiveAsync(new ArraySegment<byte>(buffer), flags);
            }
        }
    }
}
#endif
