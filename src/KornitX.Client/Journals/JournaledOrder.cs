using System;

namespace KornitX.Client;

/// <summary>What a journal knows of an order, over all its tries.</summary>
public sealed class JournaledOrder
{
    internal JournaledOrder(OrderIdentity identity, OrderRequest request, Outcome outcome)
    {
        Identity = identity;
        Request = request;
        Outcome = outcome;
    }

    /// <summary>The journal's file.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>The number of the last try: by it the order can be settled, as long as it is not sent again.</summary>
    public long Number { get; internal init; }

    /// <summary>Which order it is; also by the ID that KornitX answered.</summary>
    public OrderIdentity Identity { get; }

    /// <summary>What was asked, last.</summary>
    public OrderRequest Request { get; }

    /// <summary>Which request of that order and reference in the run it is, from 1; more than one only in a stream.</summary>
    public int Occurrence { get; internal init; } = 1;

    /// <summary>When the last try was about to be sent.</summary>
    public DateTimeOffset StartedAt { get; internal init; }

    /// <summary>When its outcome was known; null while it is not.</summary>
    public DateTimeOffset? EndedAt { get; internal init; }

    /// <summary>
    /// The outcome. Once a try may have been booked, only a booking or a person settles it: a later refusal says nothing about
    /// the earlier try.
    /// </summary>
    public Outcome Outcome { get; }

    /// <summary>Who settled it, when and why; null where nobody had to.</summary>
    public Settlement? Settlement { get; internal init; }

    /// <summary>Whether a run has sent it and waits for the answer at this moment.</summary>
    public bool IsOpen { get; internal init; }

    /// <summary>Whether any try was booked or may have been.</summary>
    public bool MayBeBooked => Outcome is Outcome.Created or Outcome.Unknown;

    /// <summary>What an outcome says of an order of which an earlier try may have been booked.</summary>
    internal static Outcome AfterDoubt(Outcome last)
    {
        const string Doubt = "an earlier try of it may have been booked";
        return last switch
        {
            Outcome.Rejected rejected => new Outcome.Unknown(
                $"{Doubt}; the last one was rejected with HTTP {rejected.Status}{(rejected.Message is null ? "" : $": {rejected.Message}")}"),
            Outcome.NotSent notSent => new Outcome.Unknown($"{Doubt}; the last one was not sent: {notSent.Message}"),
            _ => last,
        };
    }
}
