namespace KornitX.Client;

/// <summary>How a run goes.</summary>
/// <param name="ThrottleLimit">The most requests in flight at once, from 1.</param>
/// <param name="RetryUnknown">Whether what the journal says is unknown is sent again.</param>
public sealed record OrderRunOptions(int ThrottleLimit, bool RetryUnknown = false)
{
    /// <summary>
    /// How many more may be taken on before there is a place for them, from 0: whoever leaves one starts the next, while
    /// the thread that feeds the run does something else. They have not been sent, and a stop withdraws them.
    /// </summary>
    public int Ahead { get; init; }

    /// <summary>Whether the first order that is not created lets none after it start.</summary>
    public bool EndsAtFailure { get; init; }
}
