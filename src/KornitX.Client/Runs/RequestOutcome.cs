namespace KornitX.Client;

/// <summary>A request and its outcome.</summary>
/// <param name="Request">The request.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Source">Where the outcome comes from.</param>
public sealed record RequestOutcome(BookingRequest Request, Outcome Outcome, OutcomeSource Source)
{
    /// <summary>Whether an earlier run booked it, or may have, according to the journal, so that this run sent nothing.</summary>
    public bool FromJournal => Source == OutcomeSource.Journal;

    /// <summary>
    /// The outcome of this run's attempt. It differs from <see cref="Outcome"/> if an earlier attempt may have been booked: the order
    /// is still unknown when this attempt was rejected or not sent.
    /// </summary>
    public Outcome Attempt { get; init; } = Outcome;

    /// <summary>Whether this run was to send again an order that may have been booked.</summary>
    public bool IsResend { get; init; }
}

/// <summary>Where the outcome of a request comes from.</summary>
public enum OutcomeSource
{
    /// <summary>This run sent it, or was to send it.</summary>
    Run,

    /// <summary>The journal of an earlier run has it.</summary>
    Journal,

    /// <summary>This process sent the same request before.</summary>
    Session,
}
