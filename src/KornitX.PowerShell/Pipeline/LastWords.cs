using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using KornitX.Client;

namespace KornitX.Pipeline;

/// <summary>What to say, and how, when a pipeline ends before all is said.</summary>
internal static class LastWords
{
    /// <summary>Whether a command's first error is to end it.</summary>
    public static bool StopsAtErrors(this PSCmdlet command)
    {
        object? action = command.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given)
            ? given
            : command.GetVariableValue("ErrorActionPreference");
        return LanguagePrimitives.TryConvertTo(action, out ActionPreference preference) && preference == ActionPreference.Stop;
    }

    /// <summary>
    /// Names, past a pipeline that takes no more output, the orders that are booked or may be: after Ctrl+C nothing else
    /// would.
    /// </summary>
    public static void WarnOfUntold(this PSHost? host, IEnumerable<RequestOutcome> untold)
    {
        foreach (RequestOutcome done in untold.Where(done => !done.FromJournal))
        {
            string? words = done.Outcome switch
            {
                Outcome.Created created => $"was booked ({string.Join(", ", created.Bookings.Select(booking => booking.Id))})",
                Outcome.Unknown => "may have been booked; it is not known",
                _ => null,
            };
            if (words is not null)
                Warn(host, $"The {done.Request.Operation.Name.ToLowerInvariant()} of {done.Request.Order} {words}. The command ended before it could say so.");
        }
    }

    private static void Warn(PSHost? host, string message)
    {
        try
        {
            host?.UI?.WriteWarningLine(message);
        }
        catch (Exception exception) when (exception is HostException or PipelineStoppedException or NotImplementedException or InvalidOperationException)
        {
            // A host without a screen has nobody to tell; the journal has it.
        }
    }
}
