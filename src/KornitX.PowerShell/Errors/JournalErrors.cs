using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Commands;

/// <summary>Errors of a journal that can't be used.</summary>
internal static class JournalErrors
{
    /// <summary>A run can't use the journal.</summary>
    public static ErrorRecord JournalUnusable(JournalException exception, string path) =>
        Journal(exception, path, " Nothing was sent.");

    /// <summary>The journal can't be read.</summary>
    public static ErrorRecord JournalUnreadable(JournalException exception, string path) => Journal(exception, path, "");

    /// <summary>An order of the journal can't be settled.</summary>
    public static ErrorRecord JournalNotSettled(JournalException exception, ShownOrder order) =>
        Journal(exception, order.Path, $" The {order} was not settled.");

    /// <summary>The path is not one of the file system.</summary>
    public static ErrorRecord NotInFileSystem(FileSystemPathException exception, string path, string consequence) => ErrorRecords.Make(
        "JournalFailed", ErrorCategory.InvalidArgument, path,
        $"The journal '{path}' can't be used: {exception.Message}{consequence} Specify a path in the file system.",
        "A journal must be a file. If the current location is not in the file system, specify the full path, such as "
        + "FileSystem::C:\\runs\\run.jsonl.");

    /// <summary>The warning that a journal ends with an unfinished write.</summary>
    public static string Unfinished(string path, long length, bool isRemoved) =>
        $"The journal '{path}' ends with {length} bytes of an unfinished write, which "
        + $"{(isRemoved ? "were removed" : "the next run removes")}. No order was sent because of them.";

    private static ErrorRecord Journal(JournalException exception, string path, string consequence)
    {
        (string id, ErrorCategory category, string next, string action) = exception.Fault switch
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
            _ => (
                "JournalFailed", ErrorCategory.OpenError, "Check the path, the permissions, and the disk.",
                "A journal must be a regular file that you can read and write."),
        };
        return ErrorRecords.Make(id, category, path, $"{exception.Message}{consequence} {next}", action);
    }

    /// <summary>The journal failed after the last order was sent.</summary>
    public static ErrorRecord JournalFailed(string failure) => ErrorRecords.Make(
        "JournalFailed", ErrorCategory.WriteError, null,
        $"Not every outcome was recorded: {failure}. A later run with this journal reports those orders as unknown. "
        + "Keep the output of this run.",
        "The output of this run is correct. Check that the disk has free space, then settle those orders with Confirm-KornitXJournal.");
}
