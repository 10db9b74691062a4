using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>Reads the orders of a journal one at a time, so that their texts are not all in memory.</summary>
internal sealed class JournalView
{
    private const string Interrupted = "the run that sent it ended before the response arrived";

    private readonly string _path;
    private readonly OrderIndex _orders;
    private readonly bool _isInUse;

    /// <param name="path">The path of the journal.</param>
    /// <param name="orders">Its index.</param>
    /// <param name="isInUse">Whether a run uses the journal, so that intents without an outcome are in progress. Otherwise their run has died.</param>
    public JournalView(string path, OrderIndex orders, bool isInUse)
    {
        _path = path;
        _orders = orders;
        _isInUse = isInUse;
    }

    /// <summary>Reads all orders, in order of first appearance.</summary>
    /// <exception cref="JournalException">The file has changed or can't be read.</exception>
    public IEnumerable<JournalRecord> ReadAll()
    {
        for (int order = 0; order < _orders.Count; order++)
            yield return Read(order);
    }

    /// <summary>Reads an order.</summary>
    /// <exception cref="JournalException">The file has changed or can't be read.</exception>
    public JournalRecord Read(int order)
    {
        try
        {
            IndexedOrder entry = _orders[order];
            IntentLine intent = _orders.ReadIntent(entry.Intent);
            (Outcome outcome, Settlement? settlement, DateTimeOffset? endedAt) = ReadOutcome(entry);
            return new JournalRecord(_orders.IdentityOf(order, intent), intent.ToRequest(), outcome)
            {
                Path = _path,
                Number = entry.Number,
                Occurrence = entry.Occurrence,
                StartedAt = intent.Time ?? default,
                EndedAt = entry.IsOpen ? null : endedAt,
                Settlement = settlement,
                IsOpen = entry.IsOpen && _isInUse,
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new JournalException(JournalFault.Corrupt, $"The journal '{_path}' was changed while it was in use.", exception);
        }
        catch (IOException exception)
        {
            throw JournalFileErrors.Unusable(_path, exception);
        }
    }

    private (Outcome Outcome, Settlement? Settlement, DateTimeOffset? EndedAt) ReadOutcome(IndexedOrder entry)
    {
        if (entry.State is LineState.Booked or LineState.NotBooked)
        {
            Settlement settlement = _orders.ReadSettlement(entry.OutcomeLine).ToSettlement();
            return (OutcomeOf(settlement), settlement, settlement.At);
        }

        if (entry.OutcomeLine == 0)
            return (new Outcome.Unknown(Interrupted), null, null);
        OutcomeLine line = _orders.ReadOutcome(entry.OutcomeLine);
        Outcome outcome = line.ToOutcome();
        return (entry.IsUnknown ? JournalRecord.AfterUnknown(outcome) : outcome, null, line.Time);
    }

    private static Outcome OutcomeOf(Settlement settlement)
    {
        string reason = settlement.Reason is null ? "" : $": {settlement.Reason}";
        return settlement.IsBooked
            ? new Outcome.Created([new Booking(settlement.BookingId, [])]) { Settlement = settlement }
            : new Outcome.NotSent(NotSentReason.SettledAsNotBooked, $"settled as not booked by {settlement.By}{reason}");
    }
}
