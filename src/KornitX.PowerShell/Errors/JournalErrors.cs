namespace KornitX.Commands;

/// <summary>Errors of a journal that can't be used.</summary>
internal static class JournalErrors
{
    /// <summary>The journal can't be used.</summary>
    /// <param name="exception">That of the journal, or of its path.</param>
    /// <param name="consequence">What was not done because of it, as a sentence that starts with a space.</param>
    public static ErrorRecord Unusable(Exception exception, string path, string consequence = "")
    {
        (string id, ErrorCategory category, string next, string action) = (exception as JournalException)?.Fault switch
        {
            JournalFault.Locked => (
                "JournalLocked", ErrorCategory.ResourceBusy, "Try again when the other run has ended.",
                "Use another journal only for other orders: it does not contain what this one has booked."),
            JournalFault.Corrupt => (
                "JournalCorrupt", ErrorCategory.InvalidData, "Check the path.",
                "If the file is not a journal, specify another path. If it is a damaged journal, keep it, look up in Order Manager "
                + "which orders of the input are booked, and send the others with a new journal."),
            JournalFault.Mismatch => (
                "JournalMismatch", ErrorCategory.InvalidArgument, "Connect with the journal's account, or specify another journal.",
                "Orders that were rehearsed in a sandbox are not booked in production, and each sandbox needs a journal of its own."),
            null => (
                "JournalFailed", ErrorCategory.InvalidArgument, "Specify a path in the file system.",
                "A journal must be a file. If the current location is not in the file system, specify the full path, such as "
                + @"FileSystem::C:\runs\run.jsonl."),
            _ => (
                "JournalFailed", ErrorCategory.OpenError, "Check the path, the permissions, and the disk.",
                "A journal must be a regular file that you can read and write."),
        };
        string problem = exception is JournalException ? exception.Message : $"The journal '{path}' can't be used: {exception.Message}";
        return ErrorRecords.Make(id, category, path, $"{problem}{consequence} {next}", action);
    }

    /// <summary>The warning that a journal ends with an unfinished write.</summary>
    public static string Unfinished(string path, long length, bool isRemoved) =>
        $"The journal '{path}' ends with {length} bytes of an unfinished write, which "
        + $"{(isRemoved ? "were removed" : "the next run removes")}. No order was sent because of them.";

    /// <summary>The journal failed after the last order was sent.</summary>
    public static ErrorRecord JournalFailed(string failure) => ErrorRecords.Make(
        "JournalFailed", ErrorCategory.WriteError, null,
        $"Not every outcome was recorded: {failure}. A later run with this journal reports those orders as unknown. "
        + "Keep the output of this run.",
        "The output of this run is correct. Check that the disk has free space, then settle those orders with Confirm-KornitXJournal.");
}
