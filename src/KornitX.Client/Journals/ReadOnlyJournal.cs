namespace KornitX.Client;

/// <summary>A journal that is only read, which is possible while a run uses it: to show its orders, or for a dry run.</summary>
public sealed class ReadOnlyJournal : IJournalCheck, IDisposable
{
    private readonly IJournalContent _content;
    private readonly OrderIndex _orders;
    private readonly JournalMatcher _matcher;
    private readonly bool _isInUse;

    private ReadOnlyJournal(IJournalContent content, JournalScan scan, bool isInUse)
    {
        _content = content;
        _orders = scan.Orders;
        _matcher = new JournalMatcher(scan.Orders);
        _isInUse = isInUse;
        UnfinishedLength = isInUse ? 0 : scan.UnfinishedLength;
    }

    /// <summary>
    /// The length in bytes of an unfinished write at the end of the file, which the next run will remove; usually 0. Also 0 if a
    /// run that uses the journal may be writing it.
    /// </summary>
    public long UnfinishedLength { get; }

    /// <summary>The orders when the journal was opened, in order of first appearance. Read lazily from the file.</summary>
    /// <remarks>While a run uses the journal, an intent without an outcome is in progress. Otherwise its run has died.</remarks>
    /// <exception cref="JournalException">The file was changed or can't be read.</exception>
    public IEnumerable<JournalRecord> Orders => _orders.All.Select(order => _orders.Read(order, _isInUse));

    /// <summary>Reads the order whose last attempt has a number; null without one.</summary>
    /// <exception cref="JournalException">The file was changed or can't be read.</exception>
    public JournalRecord? Find(long number) => _orders.Find(number) is { } order ? _orders.Read(order, _isInUse) : null;

    /// <summary>Opens a journal for reading.</summary>
    /// <exception cref="JournalException">The journal does not exist, is corrupt, or can't be read.</exception>
    public static ReadOnlyJournal Open(string path) => Open(path, JournalFile.OpenForReading(path, out bool isInUse), isInUse, null);

    /// <summary>Opens the journal of a run that is only simulated. A file that does not exist is an empty journal.</summary>
    /// <exception cref="JournalException">
    /// The journal belongs to another account than the given one, is corrupt, or can't be read.
    /// </exception>
    public static ReadOnlyJournal OpenForDryRun(string path, JournalAccount? account) => JournalFile.Exists(path)
        ? Open(path, JournalFile.OpenForReading(path, out bool isInUse), isInUse, account)
        : Open(path, new NoContent(), false, account);

    JournalVerdict IJournalCheck.Check(BookingRequest request, bool retryUnknown) => _matcher.Check(request, retryUnknown);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _content.Dispose();

    internal static ReadOnlyJournal Open(string path, IJournalContent content, bool isInUse, JournalAccount? account) =>
        new(content, JournalScan.Open(path, content, account), isInUse);

    /// <summary>The content of a journal that does not exist.</summary>
    private sealed class NoContent : IJournalContent
    {
        public long Length => 0;

        public int ReadAt(long position, byte[] buffer, int offset, int count) => 0;

        public void Dispose()
        {
        }
    }
}
