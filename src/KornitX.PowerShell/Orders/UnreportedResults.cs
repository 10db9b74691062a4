using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Host;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>
/// Writes the outcomes of orders that were in flight, and the summary, to the host if the pipeline has ended and accepts no
/// output, such as after Ctrl+C.
/// </summary>
internal static class UnreportedResults
{
    /// <summary>How many booked orders are named where the journal has them all. Without a journal this is the only record of them.</summary>
    private const int ShownWithJournal = 10;

    /// <summary>Writes the orders that were booked or may have been. Orders that were not sent are only counted in the summary.</summary>
    /// <param name="host">The host.</param>
    /// <param name="outcomes">The outcomes that were not written.</param>
    /// <param name="error">The error that has not been written, or null.</param>
    /// <param name="summary">The summary; null if it has been written.</param>
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
                ? "Look them up in Order Manager, under History, before you send them again"
                : "Look them up in Order Manager, under History, then settle them with Confirm-KornitXJournal";
            Write(host, ui => ui.WriteWarningLine("The command ended before it was known whether these orders are booked. They were NOT sent again. "
                + $"{next}: {Names(unknown, unknown.Length)}."));
        }

        if (booked.Length > 0)
        {
            int shown = summary?.JournalPath is null ? booked.Length : ShownWithJournal;
            Write(host, ui => ui.WriteWarningLine($"These orders are booked, but the command ended before it could write the results: {Names(booked, shown)}."));
        }

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
            // Hosts throw different exceptions for what they do not support. The remaining lines must still be written, and the
            // run and its journal closed.
        }
    }
}
