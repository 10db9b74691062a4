#if !NETFRAMEWORK
using System;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>What Microsoft.Bcl.TimeProvider adds on .NET Framework, under the same name on .NET.</summary>
internal static class TimeProviderExtensions
{
    /// <summary>Completes after a delay by this clock.</summary>
    /// <exception cref="OperationCanceledException">Stopped before.</exception>
    public static Task Delay(this TimeProvider time, TimeSpan delay, CancellationToken stop) => Task.Delay(delay, time, stop);
}
#endif
