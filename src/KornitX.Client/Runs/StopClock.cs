using System;
using System.Threading;
#if NETFRAMEWORK
using System.Threading.Tasks;
#endif

namespace KornitX.Client;

/// <summary>Creates cancellation sources that use a given clock.</summary>
internal static class StopClock
{
    /// <summary>Creates a source that is cancelled after a delay by this clock.</summary>
    /// <remarks>Its CancelAfter method uses the same clock; on .NET Framework, only if that is the system clock.</remarks>
    public static CancellationTokenSource CreateStop(this TimeProvider time, TimeSpan after) =>
#if NETFRAMEWORK
        time.CreateCancellationTokenSource(after);
#else
        new(after, time);
#endif
}
