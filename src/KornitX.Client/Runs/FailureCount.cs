using System.Threading;

namespace KornitX.Client;

/// <summary>Counts orders in a row that ended without a clear answer. Safe to use from many threads at once.</summary>
internal sealed class FailureCount
{
    private readonly int _maximum;
    private int _inARow;

    /// <param name="maximum">How many are too many; 0 for never.</param>
    public FailureCount(int maximum) => _maximum = maximum;

    /// <summary>Counts an outcome of an order that was sent, or tried to be.</summary>
    /// <returns>Whether there have been too many in a row.</returns>
    public bool Add(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Created or Outcome.Rejected:
                Volatile.Write(ref _inARow, 0);
                return false;
            case Outcome.Unknown or Outcome.NotSent { Reason: NotSentReason.Unreachable or NotSentReason.RateLimited }:
                return Interlocked.Increment(ref _inARow) >= _maximum && _maximum > 0;
            default:
                return false;
        }
    }
}
