namespace KornitX.Client;

/// <summary>Creates delays and cancellation sources that use a given clock.</summary>
internal static class TimeProviderExtensions
{
    /// <summary>Creates a source that is cancelled after a delay by this clock.</summary>
    /// <remarks>Its CancelAfter method uses the same clock; on .NET Framework, only if that is the system clock.</remarks>
    public static CancellationTokenSource CreateCancellationTokenSource(this TimeProvider time, TimeSpan after) =>
#if NETFRAMEWORK
        TimeProviderTaskExtensions.CreateCancellationTokenSource(time, after);
#else
        new(after, time);

    /// <summary>Creates a task that completes after a delay by this clock. Microsoft.Bcl.TimeProvider has it for .NET Framework.</summary>
    /// <exception cref="OperationCanceledException">Cancelled during the delay.</exception>
    public static Task Delay(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, time, cancellationToken);
#endif
}
