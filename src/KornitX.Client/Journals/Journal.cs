using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// A file that says, whatever happens to the process or the machine, which orders were sent and what their outcomes are.
/// Safe to use from many threads at once.
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

    /// <summary>Why it can't be written any more; null while it can. Nothing leaves once it is set.</summary>
    public string? Failure => _writer?.Failure;

    /// <summary>Whose orders it has; null for one that is new and was opened for reading.</summary>
    public JournalAccount? Account { get; private init; }

    /// <summary>What it said of each order when it was opened, in order of first appearance. Read as they are asked for.</summary>
    /// <exception cref="JournalException">The file was changed, or can't be read.</exception>
    public IEnumerable<JournaledOrder> Orders => _view.ReadAll();

    /// <summary>Opens a journal for a run, or starts one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="account">Whose orders are to be sent.</param>
    /// <exception cref="JournalException">Another run has it, it is another account's, it is corrupt, or it can't be opened.</exception>
    public static Journal Open(string path, JournalAccount account) => Open(path, JournalFile.Open(path), account, TimeProvider.System);

    /// <summary>Opens a journal to look into only, also while a run uses it. One that is not there is empty.</summary>
    /// <param name="path">The file.</param>
    /// <param name="account">Whose orders would be sent, where that is known.</param>
    /// <exception cref="JournalException">It is another account's, it is corrupt, or it can't be read.</exception>
    public static Journal OpenForReading(string path, JournalAccount? account = null)
    {
        IJournalContent content = JournalFile.Exists(path) ? JournalFile.OpenForReading(path) : new NoContent();
        return Opening(path, content, () =>
        {
            JournalReader read = JournalReader.Read(path, content);
            CheckAccount(path, read, account);
            return new Journal(path, null, null, content, read, TimeProvider.System);
        });
    }

    /// <summary>Opens a journal to settle orders of it. No run can use it meanwhile.</summary>
    /// <exception cref="JournalException">A run has it, it is not there, it is corrupt, or it can't be opened.</exception>
    public static Journal OpenToSettle(string path)
    {
        if (!JournalFile.Exists(path))
            throw new JournalException(JournalFault.Unusable, $"The journal '{path}' does not exist.");
        return OpenToSettle(path, JournalFile.Open(path), TimeProvider.System);
    }

    /// <summary>What a journal says of each order, in order of first appearance. Read as they are asked for.</summary>
    /// <remarks>While a run uses it, an open intent is under way; else the run that had it has died.</remarks>
    /// <exception cref="JournalException">It is corrupt or can't be read.</exception>
    public static IEnumerable<JournaledOrder> ReadOrders(string path)
    {
        bool inUse = JournalFile.IsInUse(path);
        using IJournalContent content = JournalFile.OpenForReading(path);
        JournalReader read = Opening(path, content, () => JournalReader.Read(path, content));
        foreach (JournaledOrder order in new JournalView(path, read.Orders, inUse).ReadAll())
            yield return order;
    }

    internal static Journal Open(string path, IJournalFile file, JournalAccount account, TimeProvider time) => Opening(path, file, () =>
    {
        JournalReader read = JournalReader.Read(path, file);
        CheckAccount(path, read, account);
        return ForWriting(path, file, read, time, account);
    });

    internal static Journal OpenToSettle(string path, IJournalFile file, TimeProvider time) => Opening(path, file, () =>
    {
        JournalReader read = JournalReader.Read(path, file);
        Journal journal = ForWriting(path, file, read, time, read.Account);
        journal._begun = true;
        return journal;
    });

    /// <summary>Records what a person found out about an order whose outcome was unknown. Sends nothing.</summary>
    /// <param name="number">The number of the order's last try, as <see cref="JournaledOrder.Number"/> gave it.</param>
    /// <param name="settlement">What they found out.</param>
    /// <returns>Whether it is on disk, or why it is not to be.</returns>
    /// <exception cref="InvalidOperationException">The journal was not opened to settle.</exception>
    /// <exception cref="JournalException">It could not be written. The order may be settled or not; the next opening tells.</exception>
    public async Task<SettlementResult> SettleAsync(long number, Settlement settlement)
    {
        if (settlement is { IsBooked: false, BookingId: not null } or { BookingId: < 1 })
            throw new ArgumentException("Only what is booked has an ID, from 1.", nameof(settlement));

        int order = _orders.OrderOf(number);
        if (_file is null || !_begun)
            throw new InvalidOperationException("This journal was not opened to settle.");
        lock (_lock)
        {
            if (order < 0 || _orders[order].Number != number)
                return SettlementResult.NotFound;
            if (!_orders[order].IsUnknown)
                return SettlementResult.NotUnknown;
            // From here on a second settlement of the order is refused, whether or not this one comes to the disk.
            _orders[order].RecordOutcome(0, settlement.IsBooked ? LineState.Booked : LineState.NotBooked);
        }

        DateTimeOffset at = _time.GetUtcNow();
        await _writer!.AppendAsync(batch => Line(SettlementLine.Of(number, settlement, batch, at), JournalJson.Lines.SettlementLine)).ConfigureAwait(false);
        return SettlementResult.Settled;
    }

    JournalVerdict IJournal.Check(OrderRequest request, bool retryUnknown)
    {
        lock (_lock)
            return _matcher.Check(request, retryUnknown);
    }

    IJournalEntry IJournal.CreateEntry(OrderRequest request, int occurrence) => new JournalEntry(this, request, occurrence);

    /// <summary>
    /// Takes the journal for a run. It knows what was so when it was opened, so a second run would send again what the
    /// first one has booked.
    /// </summary>
    /// <exception cref="InvalidOperationException">It has had its run, or was opened for reading or to settle.</exception>
    internal void Begin()
    {
        lock (_lock)
        {
            if (_file is null)
                throw new InvalidOperationException("This journal was opened for reading. Open it for a run.");
            if (_begun)
                throw new InvalidOperationException("This journal has had its run. Open it again for another one.");
            _begun = true;
        }
    }

    /// <summary>Ends the use of the file. What is being written at this moment is lost; wait for it first.</summary>
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
                JournalFault.Mismatch, $"The journal '{path}' has the orders of {theirs}, and this run is for {account}.");
        }
    }

    /// <summary>Opens what is given and closes it where that fails.</summary>
    private static T Opening<T>(string path, IJournalContent content, Func<T> open)
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
        private readonly OrderRequest _request;
        private readonly int _occurrence;
        private long _number;

        public JournalEntry(Journal journal, OrderRequest request, int occurrence)
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

    /// <summary>A journal that is not there.</summary>
    private sealed class NoContent : IJournalContent
    {
        public long Length => 0;

        public int ReadAt(long position, byte[] buffer, int offset, int count) => 0;

        public void Dispose()
        {
        }
    }
}
