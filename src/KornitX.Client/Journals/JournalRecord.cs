namespace KornitX.Client;

/// <summary>An order in a journal, over all its attempts.</summary>
public sealed class JournalRecord(OrderIdentity identity, BookingRequest request, Outcome outcome)
{
    /// <summary>The path of the journal.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>
    /// The number of the last attempt, which identifies the order when it is settled. It changes when the order is sent again.
    /// </summary>
    public long Number { get; internal init; }

    /// <summary>The identity of the order, including the ID in the response.</summary>
    public OrderIdentity Identity => identity;

    /// <summary>The last request.</summary>
    public BookingRequest Request => request;

    /// <summary>
    /// Its number among the requests of the run with the same order and reference, from 1; greater than 1 only in a stream.
    /// </summary>
    public int Occurrence { get; internal init; } = 1;

    /// <summary>When the last attempt was about to be sent.</summary>
    public DateTimeOffset StartedAt { get; internal init; }

    /// <summary>When its outcome became known; null if it is not known.</summary>
    public DateTimeOffset? EndedAt { get; internal init; }

    /// <summary>The outcome over all attempts: once one may have been booked, only a booking or an operator settles the order.</summary>
    public Outcome Outcome => outcome;

    /// <summary>The settlements, the last one at the end. They stay when the order is settled or sent again.</summary>
    public IReadOnlyList<Settlement> Settlements { get; internal init; } = [];

    /// <summary>The last settlement; null if no operator settled the order.</summary>
    public Settlement? Settlement => Settlements.Count == 0 ? null : Settlements[Settlements.Count - 1];

    /// <summary>Whether the outcome is that of the last settlement: the order was not sent since.</summary>
    public bool IsSettled { get; internal init; }

    /// <summary>Whether it was settled and can be settled again: KornitX has not booked it since.</summary>
    public bool CanBeSettledAgain { get; internal init; }

    /// <summary>When an operator settled the last attempt as not booked; null if none did.</summary>
    public DateTimeOffset? NotBookedAt => IsSettled && Settlement is { IsBooked: false } settlement ? settlement.At : null;

    /// <summary>Whether the account of the journal is that of a sandbox.</summary>
    public bool IsSandbox { get; internal init; }

    /// <summary>Whether a run is currently sending it.</summary>
    public bool IsOpen { get; internal init; }

    /// <summary>The state.</summary>
    public OrderState State => IsOpen ? OrderState.Sending : Outcome.State;

    /// <summary>Whether any attempt was or may have been booked.</summary>
    public bool MayBeBooked => Outcome is Outcome.Created or Outcome.Unknown;

    /// <summary>Returns the outcome of an order whose last attempt had an outcome, but an earlier attempt may have been booked.</summary>
    internal static Outcome AfterUnknown(Outcome last)
    {
        string? attempt = last switch
        {
            Outcome.Rejected rejected => $"rejected with HTTP {rejected.Status}" + (rejected.Message is { } message ? $": {message}" : ""),
            Outcome.NotSent notSent => $"not sent: {notSent.Message}",
            _ => null,
        };
        return attempt is null ? last : new Outcome.Unknown($"an earlier attempt may have been booked; the last attempt was {attempt}")
        {
            StatusCode = last.StatusCode,
            Trace = last.Trace,
        };
    }
}
