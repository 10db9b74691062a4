using System;
using System.Threading;
#if NETFRAMEWORK
using System.Threading.Tasks;
#endif

namespace KornitX.Client;

/// <summary>Cancellation by a given clock.</summary>
internal static class StopClock
{
    /// <summary>A source that cancels itself after so long by this clock, never for an infinite time.</summary>
    /// <remarks>Its CancelAfter goes by the same clock; on .NET Framework only where that is the system's.</remarks>
    public static CancellationTokenSource CreateStop(this TimeProvider time, TimeSpan after) =>
#if NETFRAMEWORK
        time.CreateCancellationTokenSource(after);
#else
        new(after, time);
#endif
}
