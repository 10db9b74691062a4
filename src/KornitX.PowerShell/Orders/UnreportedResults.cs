using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>
/// The last word on orders that were in flight when the pipeline ended before its time, by Ctrl+C for example. The
/// pipeline takes no output any more; so it goes to the person, past the pipeline.
/// </summary>
internal static class UnreportedResults
{
    /// <summary>Shows what was booked and what may have been. What surely was not can be told by sending it again.</summary>
    /// <param name="host">Where the person looks.</param>
    /// <param name="outcomes">What the pipeline took no more.</param>
    /// <param name="errors">Errors that were still to be written.</param>
    public static void Show(PSHost host, IEnumerable<RequestOutcome> outcomes, IEnumerable<ErrorRecord> errors)
    {
        foreach (ErrorRecord error in errors)
            Warn(host, error.ErrorDetails.Message);

        RequestOutcome[] now = outcomes.Where(done => !done.FromJournal).ToArray();
        RequestOutcome[] unknown = now.Where(done => done.Outcome is Outcome.Unknown).ToArray();
        RequestOutcome[] booked = now.Where(done => done.Outcome is Outcome.Created).ToArray();
        if (unknown.Length > 0)
        {
            Warn(host, "The command ended before it was known whether these are booked. They were NOT sent again; "
                + $"look them up in KornitX before you do: {Names(unknown)}.");
        }

        if (booked.Length > 0)
            Warn(host, $"The command ended before these were written out. They are booked: {Names(booked)}.");
    }

    private static string Names(RequestOutcome[] orders) => string.Join("; ", orders.Select(order => $"{order.Request}"));

    private static void Warn(PSHost host, string message)
    {
        try
        {
            host.UI?.WriteWarningLine(message);
        }
        catch (Exception)
        {
            // A host may leave out what PowerShell asks of it, and each says so in its own way. The command is being
            // disposed of: the rest is still to be said, and the run and its journal to be closed.
        }
    }
}
