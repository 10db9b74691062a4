using System.Management.Automation.Language;

namespace KornitX.Commands;

/// <summary>
/// The warning at the end of a run that left something to do: the counts, and for each kind of order the command to type next.
/// </summary>
internal static class NextSteps
{
    /// <summary>Describes what is left to do.</summary>
    /// <param name="reason">Why the connection, the journal or the input ended the run; null if none of them did.</param>
    /// <param name="toSend">The number of orders that still have to be sent.</param>
    /// <param name="hasTargets">Whether a terminating error has these orders as its TargetObject.</param>
    /// <param name="isStopped">Whether the first error or Ctrl+C ended the run, so that no error has these orders.</param>
    /// <returns>The text of the warning; null if nothing is left to do.</returns>
    public static string? Describe(
        PSCmdlet command, RunSummary summary, OrderRunOptions options, NotSentReason? reason, int toSend, bool hasTargets, bool isStopped)
    {
        string? journal = summary.JournalPath is { } path ? Get(path) : null;
        string again = $"run the same command again{(journal is null ? " in this session" : "")}"
            + (options.RetryUnknown ? ", without -RetryUnknown" : "")
            + (journal is null && options.Force ? ", without -Force" : "")
            + (journal is null ? ", because no other session knows what is booked" : "");
        string errors = ErrorVariable(command);
        List<string> steps = reason == NotSentReason.JournalFailed ? [$"Journal: {OrderErrors.RestoreJournal}"] : [];
        if (summary.Unknown > 0)
        {
            steps.Add(journal is not null
                ? "Unknown: look them up in Order Manager, under History, then record what you found:\n"
                    + $"{journal} -State Unknown | Confirm-KornitXJournal"
                : "Unknown: look them up in Order Manager, under History. Send only those again that are not there, with -RetryUnknown:\n"
                    + $"{Failed("^OutcomeUnknown", summary.Unknown)} | Format-List");
        }

        if (summary.Rejected > 0)
        {
            steps.Add(journal is not null
                ? $"Rejected: fix the input, then {again}:\n{journal} -State Rejected"
                : "Rejected: fix them, then send them again:\n"
                    + $"{Failed("^(RequestRejected|PermissionDenied)", summary.Rejected)}.Items | Export-Csv rejected.csv");
        }

        if (toSend > 0)
        {
            string unsent = hasTargets ? "$Error[0].TargetObject" : Failed("^(RateLimited|ServiceUnavailable)", toSend);
            steps.Add(journal is not null || isStopped
                ? $"Not sent: {(reason == NotSentReason.MixedAddressing ? "identify all orders in the same way, then " : "")}{again}."
                : $"Not sent: send them later:\n{unsent} | New-KornitX{summary.Operation}");
        }

        if (summary.HeldBack > 0 || summary.BadRows > 0)
            steps.Add($"Held back: fix the rows that the errors name, then {again}.");
        return steps.Count == 0 ? null : $"{summary.Counts}.\n{string.Join("\n", steps)}";

        string Failed(string id, int count) =>
            $"{errors}.Where({{ $_.FullyQualifiedErrorId -match '{id}' }}{(errors == "$Error" ? $", 'First', {count}" : "")}).TargetObject";
    }

    /// <summary>The variable that has the errors of the run: the one of -ErrorVariable, or $Error.</summary>
    private static string ErrorVariable(PSCmdlet command) =>
        command.MyInvocation.BoundParameters.TryGetValue("ErrorVariable", out object? name) ? $"${$"{name}".TrimStart('+')}" : "$Error";

    private static string Get(string path)
    {
        string parameter = WildcardPattern.ContainsWildcardCharacters(path) ? "-LiteralPath " : "";
        return $"Get-KornitXJournal {parameter}'{CodeGeneration.EscapeSingleQuotedStringContent(path)}'";
    }
}
