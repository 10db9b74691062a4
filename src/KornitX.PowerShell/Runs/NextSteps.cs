using System.Management.Automation.Language;

namespace KornitX.Commands;

/// <summary>
/// The warning at the end of a run that left something to do: the counts, and for each kind of order the command to type next.
/// </summary>
internal sealed record NextSteps(PSCmdlet Command, RunSummary Summary, OrderRunOptions Options)
{
    private readonly string? _journal = Summary.JournalPath is { } path ? Get(path) : null;

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

    /// <summary>Describes what is left to do.</summary>
    /// <returns>The text of the warning; null if nothing is left to do.</returns>
    public string? Describe()
    {
        bool runsAgain = _journal is not null || IsStopped;
        string again = $"run the same command again{(_journal is null ? " in this session" : "")}"
            + (Options.RetryUnknown ? ", without -RetryUnknown" : "")
            + (_journal is null && Options.Force ? ", without -Force" : "")
            + (_journal is null ? ", because no other session knows what is booked" : "");
        List<string> steps = Reason == NotSentReason.JournalFailed ? [$"Journal: {OrderErrors.RestoreJournal}"] : [];
        if (Summary.Unknown > 0)
        {
            steps.Add(_journal is not null
                ? "Unknown: look them up in Order Manager, under History, then record what you found:\n"
                    + $"{_journal} -State Unknown | Confirm-KornitXJournal"
                : "Unknown: look them up in Order Manager, under History. Send only those again that are not there, with -RetryUnknown:\n"
                    + $"{Failed("^OutcomeUnknown", Summary.Unknown)} | Format-List");
        }

        if (Summary.Rejected > 0)
        {
            steps.Add(_journal is not null
                ? $"Rejected: fix the input, then {again}:\n{_journal} -State Rejected"
                : "Rejected: fix them, then send them again:\n"
                    + $"{Failed("^(RequestRejected|PermissionDenied)", Summary.Rejected)}.Items | Export-Csv rejected.csv");
        }

        if (ToSend > 0 || (HasUnreadInput && runsAgain))
        {
            string unsent = HasTargets ? "$Error[0].TargetObject" : Failed("^(RateLimited|ServiceUnavailable)", ToSend);
            steps.Add(runsAgain
                ? $"Not sent: {(Reason == NotSentReason.MixedAddressing ? "identify all orders in the same way, then " : "")}{again}."
                : $"Not sent: send them later:\n{unsent} | New-KornitX{Summary.Operation}");
        }

        if (HasUnreadInput)
            steps.Add(OrderErrors.UnreadInput);
        if (Summary.HeldBack > 0 || Summary.BadRows > 0)
            steps.Add($"Held back: fix the rows that the errors name, then {again}.");
        return steps.Count == 0 ? null : $"{Summary.Counts}.\n{string.Join("\n", steps)}";
    }

    /// <summary>The command that gets the orders of the run's errors from the variable that has them.</summary>
    private string Failed(string id, int count)
    {
        string variable = Command.MyInvocation.BoundParameters.TryGetValue("ErrorVariable", out object? name)
            ? $"${$"{name}".TrimStart('+')}"
            : "$Error";
        string first = variable == "$Error" ? $", 'First', {count}" : "";
        return $"{variable}.Where({{ $_.FullyQualifiedErrorId -match '{id}' }}{first}).TargetObject";
    }

    private static string Get(string path)
    {
        string parameter = WildcardPattern.ContainsWildcardCharacters(path) ? "-LiteralPath " : "";
        return $"Get-KornitXJournal {parameter}'{CodeGeneration.EscapeSingleQuotedStringContent(path)}'";
    }
}
