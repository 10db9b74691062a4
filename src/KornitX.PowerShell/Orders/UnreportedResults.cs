using System.Collections.Generic;
using System.Linq;
using KornitX.Client;

namespace KornitX.Commands;

/// <summary>The texts for orders whose outcomes the pipeline no longer accepted, such as after Ctrl+C.</summary>
internal static class UnreportedResults
{
    /// <summary>How many booked orders are named where the journal has them all. Without a journal this is the only record of them.</summary>
    private const int ShownWithJournal = 10;

    /// <summary>Describes the orders that were booked or may have been. Orders that were not sent are only counted in the summary.</summary>
    public static IEnumerable<string> Describe(IReadOnlyCollection<RequestOutcome> outcomes, bool hasJournal)
    {
        RequestOutcome[] now = [.. outcomes.Where(done => done.Source == OutcomeSource.Run)];
        RequestOutcome[] unknown = [.. now.Where(done => done.Outcome is Outcome.Unknown)];
        RequestOutcome[] booked = [.. now.Where(done => done.Outcome is Outcome.Created)];
        if (unknown.Length > 0)
            yield return $"The command ended before it was known whether these orders are booked: {Names(unknown, unknown.Length)}.";
        if (booked.Length > 0)
        {
            yield return "These orders are booked, but the command ended before it could write the results: "
                + $"{Names(booked, hasJournal ? ShownWithJournal : booked.Length)}.";
        }
    }

    private static string Names(RequestOutcome[] orders, int shown) =>
        string.Join("; ", orders.Take(shown).Select(order => $"{order.Request}"))
        + (orders.Length > shown ? $"; and {orders.Length - shown} more, which the same command returns from the journal" : "");
}
