using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>What a journal knows of an order, over all its tries.</summary>
public sealed class JournaledOrder
{
    private bool _unresolved;

    internal JournaledOrder(OrderKey key, OrderRequest request)
    {
        Key = key;
        Request = request;
    }

    /// <summary>By what it is known.</summary>
    public OrderKey Key { get; }

    /// <summary>What was asked, last.</summary>
    public OrderRequest Request { get; private set; }

    /// <summary>When the last try was about to leave.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When its outcome was known; null while it is not.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>
    /// What became of it. Once a try may have been booked, only a booking settles it: a later refusal says nothing of
    /// the earlier try.
    /// </summary>
    public Outcome Outcome { get; private set; } = new Outcome.Unknown("");

    /// <summary>Whether the last intent has no outcome: it is under way, or the process that sent it has died.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether any try was booked or may have been.</summary>
    public bool MayBeBooked => _unresolved || Outcome is Outcome.Created;

    /// <summary>Whether the request asks for the same items in the same quantities, in whatever order.</summary>
    public bool HasSameItems(OrderRequest request)
    {
        return Keys(Request).SequenceEqual(Keys(request));

        static IEnumerable<(long? Id, string? ExternalRef, int Quantity)> Keys(OrderRequest request) => request.Items
            .Select(item => (item.Key(request.Order.Addressing).Id, item.Key(request.Order.Addressing).ExternalRef, item.Quantity))
            .OrderBy(item => item.Id)
            .ThenBy(item => item.ExternalRef, StringComparer.Ordinal)
            .ThenBy(item => item.Quantity);
    }

    internal void RecordIntent(OrderRequest request, DateTimeOffset at)
    {
        if (IsOpen)
            _unresolved = true;
        Request = request;
        StartedAt = at;
        EndedAt = null;
        IsOpen = true;
        if (Outcome is not Outcome.Created)
            Outcome = new Outcome.Unknown("the run that sent it ended before its answer came");
    }

    internal void RecordOutcome(Outcome outcome, DateTimeOffset at)
    {
        IsOpen = false;
        EndedAt = at;
        if (outcome is Outcome.Unknown)
            _unresolved = true;
        if (Outcome is Outcome.Created)
            return;
        if (outcome is Outcome.Created)
            _unresolved = false;
        Outcome = _unresolved ? AfterDoubt(outcome) : outcome;
    }

    /// <summary>What an outcome says of an order of which an earlier try may have been booked.</summary>
    internal static Outcome AfterDoubt(Outcome last)
    {
        const string Doubt = "an earlier try of it may have been booked";
        return last switch
        {
            Outcome.Rejected rejected => new Outcome.Unknown(
                $"{Doubt}; the last one was refused with HTTP {rejected.Status}{(rejected.Message is null ? "" : $": {rejected.Message}")}"),
            Outcome.NotSent notSent => new Outcome.Unknown($"{Doubt}; the last one was not sent: {notSent.Message}"),
            _ => last,
        };
    }

    /// <summary>After a process died: an intent without outcome may have been booked.</summary>
    internal void MarkInterrupted()
    {
        if (IsOpen)
            _unresolved = true;
        IsOpen = false;
    }
}
