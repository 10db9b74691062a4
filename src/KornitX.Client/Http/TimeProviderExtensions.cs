#if !NETFRAMEWORK
using System;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>Provides on .NET the extension method that Microsoft.Bcl.TimeProvider provides on .NET Framework.</summary>
internal static class TimeProviderExtensions
{
    /// <summary>Creates a task that completes after a delay by this clock.</summary>
    /// <exception cref="OperationCanceledException">Cancelled during the delay.</exception>
    public static Task Delay(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, time, cancellationToken);
}
#endif
