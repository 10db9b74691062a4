namespace KornitX.Client;

/// <summary>A journal whose orders an operator settles. No run can use it at the same time. Thread-safe.</summary>
public sealed class SettlingJournal : IDisposable
{
    private readonly JournalWriter _writer;
    private readonly OrderIndex _orders;
    private readonly TimeProvider _time;

    /// <summary>The orders that this object has settled, because the index has the state of the file when it was opened.</summary>
    private readonly HashSet<long> _settled = [];
    private readonly HashSet<(Operation Operation, long BookingId)> _usedIds = [];

    private SettlingJournal(IJournalFile file, JournalScan scan, TimeProvider time)
    {
        _orders = scan.Orders;
        _time = time;
        _writer = new JournalWriter(file, scan, head: null);
    }

    /// <summary>The orders when the journal was opened, in order of first appearance. Read lazily from the file.</summary>
    /// <exception cref="JournalException">The file was changed or can't be read.</exception>
    public IEnumerable<JournalRecord> Orders => _orders.All.Select(order => _orders.Read(order));

    /// <summary>Opens a journal to settle its orders.</summary>
    /// <exception cref="JournalException">A run uses the journal, it does not exist, is corrupt, or can't be opened.</exception>
    public static SettlingJournal Open(string path)
    {
        if (!JournalFile.Exists(path))
            throw new JournalException(JournalFault.Unusable, $"The journal '{path}' does not exist.");
        return Open(path, JournalFile.Open(path), TimeProvider.System);
    }

    /// <summary>Reads the order whose last attempt has a number, as it was when the journal was opened; null without one.</summary>
    /// <exception cref="JournalException">The file was changed or can't be read.</exception>
    public JournalRecord? Find(long number) => _orders.Find(number) is { } order ? _orders.Read(order) : null;

    /// <summary>Records whether an order is booked, as an operator determined. Sends nothing.</summary>
    /// <param name="number">The <see cref="JournalRecord.Number"/> of the order.</param>
    /// <param name="settlement">The settlement.</param>
    /// <param name="replace">Whether to settle an order again that an operator has settled.</param>
    /// <returns>Whether the settlement is on disk, or why it was not recorded.</returns>
    /// <exception cref="JournalException">
    /// The settlement could not be written completely. Open the journal again to see whether the order is settled.
    /// </exception>
    public async Task<SettlementResult> SettleAsync(long number, Settlement settlement, bool replace = false)
    {
        if (settlement is { IsBooked: false, BookingId: not null } or { BookingId: < 1 })
            throw new ArgumentException("Only a booked order has a booking ID, which is at least 1.", nameof(settlement));

        lock (_settled)
        {
            if (_orders.Find(number) is not { } order)
                return SettlementResult.NotFound;
            bool isUnknown = order.IsUnknown && !_settled.Contains(number);
            if (!isUnknown && !(replace && (order.CanBeSettledAgain || _settled.Contains(number))))
                return SettlementResult.NotUnknown;
            if (settlement.BookingId is { } id && IsWrongBookingId(order, id))
                return SettlementResult.WrongBookingId;
            // Rejects a second settlement of the order, even if this one can't be written.
            _settled.Add(number);
            if (settlement.BookingId is { } used)
                _usedIds.Add((order.Operation, used));
        }

        SettlementLine line = new(settlement.IsBooked, settlement.BookingId, settlement.By, settlement.Reason)
        {
            Number = number,
            Time = _time.GetUtcNow(),
        };
        await _writer.AppendAsync(() => line).ConfigureAwait(false);
        return SettlementResult.Settled;
    }

    /// <summary>Closes the file. Wait for pending writes first, or they are lost.</summary>
    public void Dispose() => _writer.Dispose();

    internal static SettlingJournal Open(string path, IJournalFile file, TimeProvider time) =>
        new(file, JournalScan.OpenToWrite(path, file, null), time);

    /// <summary>Whether an ID is the order's own, that of one of its items, or that of the booking of another order.</summary>
    private bool IsWrongBookingId(IndexedOrder order, long id)
    {
        JournalRecord record = _orders.Read(order);
        return record.Identity.Id == id || record.Request.Order.Id == id || record.Request.Items.Any(item => item.Id == id)
            || _usedIds.Contains((order.Operation, id))
            || _orders.All.Any(other =>
                other != order && other.Operation == order.Operation && other.IsBooked
                && _orders.Read(other).Outcome is Outcome.Created created && created.Bookings.Any(booking => booking.Id == id));
    }
}
