namespace KornitX.Commands;

/// <summary>The journal that a command's -JournalPath specifies: one to write, or with -WhatIf one that is only read.</summary>
/// <param name="Path">The path in the file system.</param>
/// <param name="Written">The journal that records the orders; null in a dry run.</param>
/// <param name="Read">The journal of a dry run; null in a run that sends orders.</param>
internal sealed record RunJournal(string Path, Journal? Written, ReadOnlyJournal? Read) : IDisposable
{
    /// <summary>Opens the journal; writes a terminating error if it can't be used.</summary>
    /// <param name="connection">The connection, whose account must be the journal's; may be null in a dry run.</param>
    public static RunJournal Open(PSCmdlet command, string journalPath, Connection? connection, bool isDryRun)
    {
        try
        {
            string path = FileSystemPath.Resolve(command, journalPath);
            JournalAccount? account = connection is null ? null : new JournalAccount(connection.ApiUri, connection.ClientId);
            RunJournal opened = isDryRun
                ? new RunJournal(path, null, ReadOnlyJournal.OpenForDryRun(path, account))
                : new RunJournal(path, Journal.Open(path, account!), null);
            if ((opened.Written?.UnfinishedLength ?? opened.Read!.UnfinishedLength) is > 0 and var length)
                command.WriteWarning(JournalErrors.Unfinished(path, length, isRemoved: !isDryRun));
            return opened;
        }
        catch (Exception exception) when (exception is JournalException or FileSystemPathException)
        {
            command.ThrowTerminatingError(JournalErrors.Unusable(exception, journalPath, " Nothing was sent."));
            throw;
        }
    }

    public void Dispose()
    {
        Written?.Dispose();
        Read?.Dispose();
    }
}
