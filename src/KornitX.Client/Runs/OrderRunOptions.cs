namespace KornitX.Client;

/// <summary>How a run sends its orders.</summary>
/// <param name="ThrottleLimit">The most requests in flight at the same time; at least 1.</param>
/// <param name="RetryUnknown">
/// Whether orders whose outcome is unknown, according to the journal or <see cref="Sent"/>, are sent again.
/// </param>
public sealed record OrderRunOptions(int ThrottleLimit, bool RetryUnknown = false)
{
    /// <summary>
    /// How many further orders can be queued, so that a worker can continue at once when an order is done. With 0, an order is sent
    /// only when fewer outcomes than <see cref="ThrottleLimit"/> have not been taken.
    /// </summary>
    public int QueueCapacity { get; init; }

    /// <summary>Whether the run starts no further order after the first one that is not created.</summary>
    public bool StopOnFirstFailure { get; init; }

    /// <summary>
    /// The number of consecutive orders without a clear outcome after which no further order starts; 0 for no limit. These are
    /// the orders that ended unknown, unreachable or rate-limited, in the order in which their outcomes became known. A created
    /// or rejected order resets the count.
    /// </summary>
    public int MaximumFailureCount { get; init; }

    /// <summary>What this process has sent for the account, which is not sent again; null to send it again.</summary>
    public SentRequests? Sent { get; init; }

    /// <summary>Whether requests that <see cref="Sent"/> has as booked are sent again. Does not override a journal.</summary>
    public bool Force { get; init; }
}
