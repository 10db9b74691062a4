using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Paths;

namespace KornitX.Journals;

/// <summary>Opens the journal that a command's -JournalPath specifies.</summary>
internal static class RunJournal
{
    /// <summary>Opens the journal; writes a terminating error if it can't be used.</summary>
    /// <param name="command">The command.</param>
    /// <param name="journalPath">The path as it was specified.</param>
    /// <param name="connection">The connection, whose account must be the journal's; may be null if the journal is only read.</param>
    /// <param name="readOnly">Whether the journal is only read.</param>
    /// <param name="path">The path in the file system.</param>
    public static Journal? Open(PSCmdlet command, string journalPath, Connection? connection, bool readOnly, out string? path)
    {
        path = null;
        try
        {
            path = FileSystemPath.Resolve(command, journalPath);
            JournalAccount? account = connection is null ? null : new JournalAccount(connection.ApiUri, connection.ClientId);
            return readOnly ? Journal.OpenForReading(path, account) : Journal.Open(path, account!);
        }
        catch (JournalException exception)
        {
            command.ThrowTerminatingError(JournalErrors.JournalUnusable(exception, journalPath));
        }
        catch (FileSystemPathException exception)
        {
            command.ThrowTerminatingError(JournalErrors.NotInFileSystem(exception, journalPath, " Nothing was sent."));
        }

        return null;
    }
}
