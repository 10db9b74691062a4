using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// A file that records which orders were sent and their outcomes, and that survives a crash of the process or the machine.
/// Thread-safe.
/// </summary>
public sealed class Journal : IJournal, IDisposable
{
    private readonly object _lock = new();
    private readonly IJournalFile? _file;
    private readonly IJournalContent _content;
    private readonly JournalWriter? _writer;
    private readonly TimeProvider _time;
    private readonly OrderIndex _orders;
    private readonly JournalView _view;
    private readonly JournalMatcher _matcher;
    private long _lastNumber;
    private bool _begun;
    private bool _isForSettling;

    private Journal(string path, IJournalFile? file, JournalWriter? writer, IJournalContent content, JournalReader read, TimeProvider time)
    {
        _file = file;
        _writer = writer;
        _content = content;
        _time = time;
        _orders = read.Orders;
        _view = new JournalView(path, read.Orders, isInUse: false);
        _matcher = new JournalMatcher(read.Orders, _view);
        _lastNumber = read.Orders.LastNumber;
        Account = read.Account;
    }

    /// <summary>Why the journal can no longer be written; null if it can. Once it is set, no further order is sent.</summary>
    public string? Failure => _writer?.Failure;

    /// <summary>The account of its orders; null for a new journal that was opened for reading.</summary>
    public JournalAccount? Account { get; private init; }

    /// <summary>The orders when the journal was opened, in order of first appearance. Read lazily from the file.</summary>
    /// <exception cref="JournalException">The file was changed or can't be read.</exception>
    public IEnumerable<JournalRecord> Orders => _view.ReadAll();

    /// <summary>Opens or creates a journal for a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="account">The account of the orders to send.</param>
    /// <exception cref="JournalException">Another run uses the journal, it belongs to another account, it is corrupt, or it can't be opened.</exception>
    public static Journal Open(string path, JournalAccount account) => Open(path, JournalFile.Open(path), account, TimeProvider.System);

    /// <summary>Opens a journal for reading, even while a run uses it. A file that does not exist is an empty journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="account">The account of the orders that would be sent, if known.</param>
    /// <exception cref="JournalException">The journal belongs to another account, is corrupt, or can't be read.</exception>
    public static Journal OpenForReading(string path, JournalAccount? account = null)
    {
        IJournalContent content = JournalFile.Exists(path) ? JournalFile.OpenForReading(path) : new NoContent();
        return OpenOrDispose(path, content, () =>
        {
            JournalReader read = JournalReader.Read(path, content);
            CheckAccount(path, read, account);
            return new Journal(path, null, null, content, read, TimeProvider.System);
        });
    }

    /// <summary>Opens a journal to settle its orders. No run can use it at the same time.</summary>
    /// <exception cref="JournalException">A run uses the journal, it does not exist, is corrupt, or can't be opened.</exception>
    public static Journal OpenToSettle(string path)
    {
        if (!JournalFile.Exists(path))
            throw new JournalException(JournalFault.Unusable, $"The journal '{path}' does not exist.");
        return OpenToSettle(path, JournalFile.Open(path), TimeProvider.System);
    }

    /// <summary>Reads the orders of a journal lazily, in order of first appearance.</summary>
    /// <remarks>While a run uses the journal, an intent without an outcome is in progress. Otherwise its run has died.</remarks>
    /// <exception cref="JournalException">The journal is corrupt or can't be read.</exception>
    public static IEnumerable<JournalRecord> ReadOrders(string path)
    {
        bool inUse = JournalFile.IsInUse(path);
        using IJournalContent content = JournalFile.OpenForReading(path);
        JournalReader read = OpenOrDispose(path, content, () => JournalReader.Read(path, content));
        foreach (JournalRecord order in new JournalView(path, read.Orders, inUse).ReadAll())
            yield return order;
    }

    internal static Journal Open(string path, IJournalFile file, JournalAccount account, TimeProvider time) => OpenOrDispose(path, file, () =>
    {
        JournalReader read = JournalReader.Read(path, file);
        CheckAccount(path, read, account);
        return ForWriting(path, file, read, time, account);
    });

    internal static Journal OpenToSettle(string path, IJournalFile file, TimeProvider time) => OpenOrDispose(path, file, () =>
    {
        JournalReader read = JournalReader.Read(path, file);
        Journal journal = ForWriting(path, file, read, time, read.Account);
        journal._begun = journal._isForSettling = true;
        return journal;
    });

    /// <summary>Records whether an order with an unknown outcome was booked, as a person found out. Sends nothing.</summary>
    /// <param name="number">The <see cref="JournalRecord.Number"/> of the order.</param>
    /// <param name="settlement">The settlement.</param>
    /// <returns>Whether the settlement is on disk, or why it was not recorded.</returns>
    /// <exception cref="InvalidOperationException">The journal was not opened to settle.</exception>
    /// <exception cref="JournalException">The settlement could not be written completely. Open the journal again to see whether the order is settled.</exception>
    public async Task<SettlementResult> SettleAsync(long number, Settlement settlement)
    {
        if (settlement is { IsBooked: false, BookingId: not null } or { BookingId: < 1 })
            throw new ArgumentException("Only a booked order has a booking ID, which is at least 1.", nameof(settlement));

        int order = _orders.OrderOf(number);
        // A run may have sent the order again since, and the settlement of an earlier attempt would make the journal corrupt.
        if (!_isForSettling)
            throw new InvalidOperationException("This journal was not opened to settle.");
        lock (_lock)
        {
            if (order < 0 || _orders[order].Number != number)
                return SettlementResult.NotFound;
            if (!_orders[order].IsUnknown)
                return SettlementResult.NotUnknown;
            // Rejects a second settlement of the order, even if this one can't be written.
            _orders[order].RecordOutcome(0, settlement.IsBooked ? LineState.Booked : LineState.NotBooked);
        }

        DateTimeOffset at = _time.GetUtcNow();
        await _writer!.AppendAsync(batch => Line(SettlementLine.Of(number, settlement, batch, at), JournalJson.Lines.SettlementLine)).ConfigureAwait(false);
        return SettlementResult.Settled;
    }

    JournalVerdict IJournal.Check(BookingRequest request, bool retryUnknown)
    {
        lock (_lock)
            return _matcher.Check(request, retryUnknown);
    }

    IJournalEntry IJournal.CreateEntry(BookingRequest request, int occurrence) => new JournalEntry(this, request, occurrence);

    /// <summary>
    /// Reserves the journal for a run. Its index is not updated during the run, so a second run would resend the orders of the
    /// first one.
    /// </summary>
    /// <exception cref="InvalidOperationException">The journal was already used for a run, or was opened for reading or to settle.</exception>
    internal void Begin()
    {
        lock (_lock)
        {
            if (_file is null)
                throw new InvalidOperationException("This journal was opened for reading. Open it for a run.");
            if (_begun)
                throw new InvalidOperationException("This journal was already used for a run. Open it again for another run.");
            _begun = true;
        }
    }

    /// <summary>Closes the file. Wait for pending writes first, or they are lost.</summary>
    public void Dispose()
    {
        _writer?.Close();
        _content.Dispose();
    }

    private static Journal ForWriting(string path, IJournalFile file, JournalReader read, TimeProvider time, JournalAccount? account)
    {
        if (read.Length < file.Length)
            file.Truncate(read.Length);
        byte[] before =
            read.Length == 0 && account is not null ? [.. Line(HeadLine.Of(account, time.GetUtcNow()), JournalJson.Lines.HeadLine), (byte)'\n']
            : read.LacksLineFeed ? [(byte)'\n']
            : [];
        return new Journal(path, file, new JournalWriter(file, read.Length, before), file, read, time) { Account = account };
    }

    private static void CheckAccount(string path, JournalReader read, JournalAccount? account)
    {
        if (read.Account is { } theirs && account is not null && !theirs.Equals(account))
        {
            throw new JournalException(
                JournalFault.Mismatch, $"The journal '{path}' belongs to {theirs}, but this run is for {account}.");
        }
    }

    /// <summary>Runs a function and disposes the content if it fails.</summary>
    private static T OpenOrDispose<T>(string path, IJournalContent content, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (IOException exception)
        {
            content.Dispose();
            throw JournalFileErrors.Unusable(path, exception);
        }
        catch (JournalException)
        {
            content.Dispose();
            throw;
        }
    }

    private static byte[] Line<T>(T line, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(line, type);

    private sealed class JournalEntry : IJournalEntry
    {
        private readonly Journal _journal;
        private readonly BookingRequest _request;
        private readonly int _occurrence;
        private long _number;

        public JournalEntry(Journal journal, BookingRequest request, int occurrence)
        {
            _journal = journal;
            _request = request;
            _occurrence = occurrence;
        }

        public Task WriteIntentAsync()
        {
            DateTimeOffset at = _journal._time.GetUtcNow();
            return _journal._writer!.AppendAsync(batch => Line(
                IntentLine.Of(_number = ++_journal._lastNumber, _occurrence, _request, batch, at), JournalJson.Lines.IntentLine));
        }

        public Task WriteOutcomeAsync(Outcome outcome)
        {
            DateTimeOffset at = _journal._time.GetUtcNow();
            return _journal._writer!.AppendAsync(batch => Line(OutcomeLine.Of(_number, outcome, batch, at), JournalJson.Lines.OutcomeLine));
        }
    }

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
