namespace KornitX.Client;

/// <summary>How a run sends its orders.</summary>
/// <param name="ThrottleLimit">The most requests in flight at once, from 1.</param>
/// <param name="RetryUnknown">Whether orders that the journal has as unknown are sent again.</param>
public sealed record OrderRunOptions(int ThrottleLimit, bool RetryUnknown = false)
{
    /// <summary>
    /// How many more orders may be queued, so that the next one is at hand when one is done. With 0, no order starts in
    /// the place of one whose outcome can't be taken yet.
    /// </summary>
    public int QueueCapacity { get; init; }

    /// <summary>Whether no order starts after the first one that is not created.</summary>
    public bool StopOnFirstFailure { get; init; }

    /// <summary>
    /// After how many orders in a row without a clear answer no further order starts; 0 for never. Those are the orders that
    /// ended unknown, unreachable or rate-limited, counted in the order in which their outcomes become known. A created or
    /// rejected order starts the count again.
    /// </summary>
    public int MaximumFailureCount { get; init; }
}
