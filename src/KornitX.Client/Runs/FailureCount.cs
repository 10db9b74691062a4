namespace KornitX.Client;

/// <summary>Counts consecutive orders without a clear outcome. Thread-safe.</summary>
/// <param name="maximum">The number of consecutive failures that ends the run; 0 for no limit.</param>
internal sealed class FailureCount(int maximum)
{
    private readonly object _lock = new();
    private int _unknown;
    private int _unreachable;
    private int _rateLimited;

    /// <summary>Counts the outcome of an order that the run tried to send.</summary>
    /// <returns>Why the run ends, by what was seen; null if it goes on.</returns>
    public Outcome.NotSent? Add(Outcome outcome)
    {
        lock (_lock)
        {
            switch (outcome)
            {
                case Outcome.Created or Outcome.Rejected:
                    _unknown = _unreachable = _rateLimited = 0;
                    return null;
                case Outcome.Unknown:
                    _unknown++;
                    break;
                case Outcome.NotSent { Reason: NotSentReason.RateLimited }:
                    _rateLimited++;
                    break;
                case Outcome.NotSent { CanBeSentAgain: true }:
                    _unreachable++;
                    break;
                default:
                    return null;
            }

            return maximum > 0 && _unknown + _unreachable + _rateLimited >= maximum
                ? new Outcome.NotSent(NotSentReason.ServiceDown, Describe())
                : null;
        }
    }

    private string Describe()
    {
        (int Count, string What)[] seen =
            [(_unknown, "ended with an unknown outcome"), (_unreachable, "could not reach KornitX"), (_rateLimited, "were rate-limited")];
        (int Count, string What)[] kinds = [.. seen.Where(kind => kind.Count > 0)];
        int total = kinds.Sum(kind => kind.Count);
        return kinds.Length == 1
            ? $"{total} {(total == 1 ? "order" : "orders in a row")} {kinds[0].What}"
            : $"of {total} orders in a row, {string.Join(", ", kinds.Select(kind => $"{kind.Count} {kind.What}"))}";
    }
}
