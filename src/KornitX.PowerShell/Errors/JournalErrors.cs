using System.Management.Automation;
using KornitX.Client;
using KornitX.Paths;

namespace KornitX.Errors;

/// <summary>The errors of a journal that can't be used.</summary>
internal static class JournalErrors
{
    /// <summary>A journal that a run can't go on with.</summary>
    public static ErrorRecord JournalUnusable(JournalException exception, string path) =>
        Journal(exception, path, " Nothing was sent.");

    /// <summary>A journal that can't be looked into.</summary>
    public static ErrorRecord JournalUnreadable(JournalException exception, string path) => Journal(exception, path, "");

    /// <summary>A journal in which an order can't be settled.</summary>
    public static ErrorRecord JournalNotSettled(JournalException exception, JournaledOrder order) =>
        Journal(exception, order.Path, $" The {order} was not settled.");

    /// <summary>A path that is none of the file system.</summary>
    public static ErrorRecord NotInFileSystem(FileSystemPathException exception, string path, string consequence) => ErrorRecords.Make(
        "JournalFailed",
        ErrorCategory.InvalidArgument,
        path,
        $"The journal '{path}' can't be used: {exception.Message}{consequence}",
        "A journal is a file. Where the session's location is not in the file system, name it in full, as in FileSystem::C:\\runs\\run.jsonl.");

    private static ErrorRecord Journal(JournalException exception, string path, string consequence) => exception.Fault switch
    {
        JournalFault.Locked => ErrorRecords.Make(
            "JournalLocked",
            ErrorCategory.ResourceBusy,
            path,
            exception.Message + consequence,
            "Wait until the other run has ended. Use another journal for other orders only: it knows nothing of what is booked by this one."),
        JournalFault.Corrupt => ErrorRecords.Make(
            "JournalCorrupt",
            ErrorCategory.InvalidData,
            path,
            exception.Message + consequence,
            "If it is another file, name a journal of its own. If it is a journal, keep it, look up in KornitX which of the input's orders are booked, and send the others with a new journal."),
        JournalFault.Mismatch => ErrorRecords.Make(
            "JournalMismatch",
            ErrorCategory.InvalidArgument,
            path,
            exception.Message + consequence,
            "Connect as the account that the journal belongs to, or give this account a journal of its own. What was rehearsed in a sandbox is not booked in production; a sandbox that was started again is another one."),
        _ => ErrorRecords.Make(
            "JournalFailed",
            ErrorCategory.OpenError,
            path,
            exception.Message + consequence,
            "Name a file that can be read and written, on a disk of the file system."),
    };

    /// <summary>The journal failed when all that was to be sent had been.</summary>
    public static ErrorRecord JournalFailed(string failure) => ErrorRecords.Make(
        "JournalFailed",
        ErrorCategory.WriteError,
        null,
        $"Not every outcome was recorded: {failure}. A later run with this journal reports those orders as unknown.",
        "Make room on the disk. What was written to the pipeline is right; keep it.");
}
