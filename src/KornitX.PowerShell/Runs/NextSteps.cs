using System.Management.Automation.Language;

namespace KornitX.Commands;

/// <summary>
/// The warning at the end of a run that left something to do: the counts, and for each kind of order the command to type next.
/// </summary>
internal sealed class NextSteps(PSCmdlet command, RunSummary summary, OrderRunOptions options)
{
    /// <summary>How many errors $Error keeps; in Windows PowerShell at least.</summary>
    private const int KeptErrors = 256;

    private readonly string? _journal = summary.JournalPath is { } path ? Get(path) : null;

    /// <summary>Why the connection, the journal or the input ended the run; null if none of them did.</summary>
    public NotSentReason? Reason { get; init; }

    /// <summary>The number of orders that still have to be sent.</summary>
    public int ToSend { get; init; }

    /// <summary>Whether a terminating error has these orders as its TargetObject.</summary>
    public bool HasTargets { get; init; }

    /// <summary>Whether the first error, Ctrl+C or another command ended the run, so that no error has these orders.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether the run ended before all input was read.</summary>
    public bool HasUnreadInput { get; init; }

    /// <summary>The number of errors that were written.</summary>
    public int Errors { get; init; }

    /// <summary>Whether warnings or the host name some orders instead of errors.</summary>
    public bool HasOtherMessages { get; init; }

    private string ErrorVariable => command.MyInvocation.BoundParameters.TryGetValue("ErrorVariable", out object? name)
        ? $"${$"{name}".TrimStart('+')}"
        : "$Error";

    /// <summary>Why the variable may lack errors of the run, and where they are; null if it has all of them.</summary>
    private string? Missing => HasOtherMessages ? "The messages of this run name them."
        : command.ErrorAction() == ActionPreference.Ignore ? "-ErrorAction Ignore keeps no errors. Next time, use SilentlyContinue."
        : ErrorVariable == "$Error" && Errors >= KeptErrors ? "$Error may not have all of them. Next time, use -ErrorVariable."
        : null;

    /// <summary>Describes what is left to do.</summary>
    /// <returns>The text of the warning; null if nothing is left to do.</returns>
    public string? Describe()
    {
        bool runsAgain = _journal is not null || IsStopped;
        string again = $"run the same command again{(_journal is null ? " in this session" : "")}"
            + (options.RetryUnknown ? ", without -RetryUnknown" : "")
            + (_journal is null && options.Force ? ", without -Force" : "")
            // The first order that is booked already would end it.
            + (_journal is null && options.StopOnFirstFailure ? ", with -ErrorAction Continue" : "")
            + (_journal is null ? ", because no other session knows what is booked" : "");
        List<string> steps = Reason == NotSentReason.JournalFailed ? [$"Journal: {OrderErrors.RestoreJournal}"] : [];
        if (summary.Unknown > 0)
        {
            steps.Add(_journal is not null
                ? "Unknown: look them up in Order Manager, under History, then record what you found:\n"
                    + $"{_journal} -State Unknown | Confirm-KornitXJournal"
                : Failed(
                    "Unknown: look them up in Order Manager, under History. Send only those again that are not there, with -RetryUnknown",
                    "^OutcomeUnknown", summary.Unknown, " | Format-List"));
        }

        if (summary.Rejected > 0)
        {
            steps.Add(_journal is not null
                ? $"Rejected: fix the input, then {again}:\n{_journal} -State Rejected"
                : Failed(
                    "Rejected: fix them, then send them again",
                    "^(RequestRejected|PermissionDenied)", summary.Rejected, ".Items | Export-Csv rejected.csv"));
        }

        if (ToSend > 0 || (HasUnreadInput && runsAgain))
        {
            const string later = "Not sent: send them later";
            string pipe = $" | New-KornitX{summary.Operation}";
            steps.Add(
                runsAgain
                    ? $"Not sent: {(Reason == NotSentReason.MixedAddressing ? "identify all orders in the same way, then " : "")}{again}."
                : HasTargets ? $"{later}:\n$Error[0].TargetObject{pipe}"
                : Failed(later, "^(RateLimited|ServiceUnavailable)", ToSend, pipe));
        }

        if (HasUnreadInput)
            steps.Add(OrderErrors.UnreadInput);
        if (summary.HeldBack > 0 || summary.BadRows > 0)
            steps.Add($"Held back: fix the rows that the errors name, then {again}.");
        return steps.Count == 0 ? null : $"{summary.Counts}.\n{string.Join("\n", steps)}";
    }

    /// <summary>A step with the command that gets the orders of the run's errors, or with where else they are named.</summary>
    private string Failed(string step, string id, int count, string then)
    {
        string first = ErrorVariable == "$Error" ? $", 'First', {count}" : "";
        return Missing is { } missing
            ? $"{step}. {missing}"
            : $"{step}:\n{ErrorVariable}.Where({{ $_.FullyQualifiedErrorId -match '{id}' }}{first}).TargetObject{then}";
    }

    private static string Get(string path)
    {
        string parameter = WildcardPattern.ContainsWildcardCharacters(path) ? "-LiteralPath " : "";
        return $"Get-KornitXJournal {parameter}'{CodeGeneration.EscapeSingleQuotedStringContent(path)}'";
    }
}
