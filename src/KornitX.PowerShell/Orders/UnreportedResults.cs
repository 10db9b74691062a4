using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Host;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>
/// Writes to the host what the pipeline does not take any more when it ends early, by Ctrl+C for example: the outcomes of
/// orders that were in flight, and the summary.
/// </summary>
internal static class UnreportedResults
{
    /// <summary>How many booked orders are named where the journal has them all. Without one, this is the only record of them.</summary>
    private const int ShownWithJournal = 10;

    /// <summary>Writes what was booked and what may have been. What was not sent is in the summary as a number.</summary>
    /// <param name="host">The host.</param>
    /// <param name="outcomes">The outcomes that were not written.</param>
    /// <param name="error">The error that was still to be written, if there is one.</param>
    /// <param name="summary">The summary, if it was not written.</param>
    public static void Show(PSHost host, IReadOnlyCollection<RequestOutcome> outcomes, string? error, RunSummary? summary)
    {
        if (error is not null)
            Write(host, ui => ui.WriteWarningLine(error));

        RequestOutcome[] now = outcomes.Where(done => !done.FromJournal).ToArray();
        RequestOutcome[] unknown = now.Where(done => done.Outcome is Outcome.Unknown).ToArray();
        RequestOutcome[] booked = now.Where(done => done.Outcome is Outcome.Created).ToArray();
        if (unknown.Length > 0)
        {
            string next = summary?.JournalPath is null
                ? "look them up in KornitX before you do"
                : "look them up in KornitX, then settle them with Confirm-KornitXJournal";
            Write(host, ui => ui.WriteWarningLine("The command ended before it was known whether these are booked. They were NOT sent again; "
                + $"{next}: {Names(unknown, unknown.Length)}."));
        }

        if (booked.Length > 0)
            Write(host, ui => ui.WriteWarningLine($"The command ended before these were written out. They are booked: {Names(booked, summary?.JournalPath is null ? booked.Length : ShownWithJournal)}."));
        if (summary is not null)
            Write(host, ui => ui.WriteLine($"{summary}"));
    }

    private static string Names(RequestOutcome[] orders, int shown) =>
        string.Join("; ", orders.Take(shown).Select(order => $"{order.Request}"))
        + (orders.Length > shown ? $"; and {orders.Length - shown} more, which the same command returns from the journal" : "");

    private static void Write(PSHost host, Action<PSHostUserInterface> write)
    {
        try
        {
            if (host.UI is { } ui)
                write(ui);
        }
        catch (Exception)
        {
            // A host need not support what is asked of it, and hosts throw different exceptions for that. The rest has to be
            // written all the same, and the run and its journal closed.
        }
    }
}
