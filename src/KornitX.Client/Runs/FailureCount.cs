using System.Threading;

namespace KornitX.Client;

/// <summary>Counts consecutive orders without a clear outcome. Thread-safe.</summary>
internal sealed class FailureCount
{
    private readonly int _maximum;
    private int _consecutive;

    /// <param name="maximum">The number of consecutive failures that is too many; 0 for no limit.</param>
    public FailureCount(int maximum) => _maximum = maximum;

    /// <summary>Counts the outcome of an order that the run tried to send.</summary>
    /// <returns>Whether there are too many consecutive failures.</returns>
    public bool Add(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Created or Outcome.Rejected:
                Volatile.Write(ref _consecutive, 0);
                return false;
            case Outcome.Unknown or Outcome.NotSent { Reason: NotSentReason.Unreachable or NotSentReason.RateLimited }:
                return Interlocked.Increment(ref _consecutive) >= _maximum && _maximum > 0;
            default:
                return false;
        }
    }
}
