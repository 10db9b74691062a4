namespace KornitX.Client;

/// <summary>
/// The journal of a run: records which orders are sent and their outcomes, and survives a crash of the process or the machine.
/// Thread-safe.
/// </summary>
public sealed class Journal : IJournal, IDisposable
{
    private readonly JournalWriter _writer;
    private readonly TimeProvider _time;
    private readonly JournalMatcher _matcher;
    private long _lastNumber;
    private int _begun;

    private Journal(IJournalFile file, JournalScan scan, TimeProvider time)
    {
        _time = time;
        _matcher = new JournalMatcher(scan.Orders);
        _lastNumber = scan.Orders.LastNumber;
        Account = scan.Orders.Account!;
        UnfinishedLength = scan.UnfinishedLength;
        HeadLine? head = scan.Length > 0 ? null
            : new HeadLine(HeadLine.Name, HeadLine.CurrentVersion, time.GetUtcNow(), Account.ApiUri, Account.ClientId);
        _writer = new JournalWriter(file, scan, head);
    }

    /// <summary>Why the journal can no longer be written; null if it can. Once it is set, no further order is sent.</summary>
    public string? Failure => _writer.Failure;

    /// <summary>The account of its orders.</summary>
    public JournalAccount Account { get; }

    /// <summary>
    /// The length in bytes of an unfinished write at the end of the file, which was removed when the journal was opened; usually 0.
    /// </summary>
    public long UnfinishedLength { get; }

    /// <summary>Opens or creates a journal for a run.</summary>
    /// <exception cref="JournalException">
    /// Another run uses the journal, it belongs to another account, it is corrupt, or it can't be opened.
    /// </exception>
    public static Journal Open(string path, JournalAccount account) => Open(path, JournalFile.Open(path), account, TimeProvider.System);

    /// <summary>Reads the orders of a journal lazily, in order of first appearance.</summary>
    /// <exception cref="JournalException">The journal is corrupt or can't be read.</exception>
    public static IEnumerable<JournalRecord> ReadOrders(string path)
    {
        using ReadOnlyJournal journal = ReadOnlyJournal.Open(path);
        foreach (JournalRecord order in journal.Orders)
            yield return order;
    }

    internal static Journal Open(string path, IJournalFile file, JournalAccount account, TimeProvider time) =>
        new(file, JournalScan.OpenToWrite(path, file, account), time);

    JournalVerdict IJournalCheck.Check(BookingRequest request, bool retryUnknown) => _matcher.Check(request, retryUnknown);

    IJournalEntry IJournal.CreateEntry(BookingRequest request, int occurrence, DateTimeOffset? sentAt) =>
        new JournalEntry(this, request, occurrence, sentAt);

    /// <summary>
    /// Reserves the journal for a run. Its index is not updated during the run, so a second run would resend the orders of the
    /// first one.
    /// </summary>
    /// <exception cref="InvalidOperationException">The journal was already used for a run.</exception>
    internal void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
            throw new InvalidOperationException("This journal was already used for a run. Open it again for another run.");
    }

    /// <summary>Closes the file. Wait for pending writes first, or they are lost.</summary>
    public void Dispose() => _writer.Dispose();

    private sealed class JournalEntry(Journal journal, BookingRequest request, int occurrence, DateTimeOffset? sentAt) : IJournalEntry
    {
        private long _number;

        public Task WriteIntentAsync()
        {
            DateTimeOffset time = sentAt ?? journal._time.GetUtcNow();
            return journal._writer.AppendAsync(() =>
                IntentLine.FromRequest(request, occurrence) with { Number = _number = ++journal._lastNumber, Time = time });
        }

        public Task WriteOutcomeAsync(Outcome outcome)
        {
            DateTimeOffset now = journal._time.GetUtcNow();
            return journal._writer.AppendAsync(() => OutcomeLine.FromOutcome(outcome) with { Number = _number, Time = now });
        }
    }
}
