namespace KornitX.Commands;

/// <summary>
/// Settles orders of one journal after another. A journal is only read until its first order is settled. From then on it is
/// locked, until an order of another journal follows.
/// </summary>
internal sealed class JournalSettler(Action<string> warn) : IDisposable
{
    private string? _path;
    private ReadOnlyJournal? _reading;
    private SettlingJournal? _settling;

    /// <summary>The operating system's account: on Windows with its domain, and its number if it has no name.</summary>
    public static string Account => Path.DirectorySeparatorChar == '\\' ? $@"{Environment.UserDomainName}\{Environment.UserName}"
        : string.IsNullOrEmpty(Environment.UserName) ? $"uid {Settlement.UserId}"
        : Environment.UserName;

    /// <summary>Reads the order that the journal has at the place of the one that an object shows; null if it has none.</summary>
    /// <exception cref="JournalException">The journal can't be read.</exception>
    public JournaledOrder? Read(string path, long number)
    {
        MoveTo(path);
        if (_settling is null && _reading is null)
        {
            _reading = ReadOnlyJournal.Open(path);
            if (_reading.UnfinishedLength > 0)
                warn(JournalErrors.Unfinished(path, _reading.UnfinishedLength, isRemoved: false));
        }

        return (_settling is null ? _reading!.Find(number) : _settling.Find(number)) is { } order ? new JournaledOrder(order) : null;
    }

    /// <summary>Settles the order that an object shows.</summary>
    /// <param name="replace">Whether to settle an order again that an operator has settled.</param>
    /// <exception cref="JournalException">The journal is in use, or can't be opened or written.</exception>
    public SettlementResult Settle(ShownOrder shown, Settlement settlement, bool replace)
    {
        MoveTo(shown.Path);
        _reading?.Dispose();
        _reading = null;
        _settling ??= SettlingJournal.Open(shown.Path);
        // The order that was shown may have been sent again while the operator was asked.
        return Read(shown.Path, shown.Number) is { } order && shown.Shows(order)
            ? _settling.SettleAsync(shown.Number, settlement, replace).GetAwaiter().GetResult()
            : SettlementResult.NotFound;
    }

    /// <summary>Reads an order again; returns it unchanged if the journal no longer has that attempt.</summary>
    /// <exception cref="JournalException">The journal can't be read.</exception>
    public static JournaledOrder ReadAgain(JournaledOrder order)
    {
        JournalRecord? now = Journal.ReadOrders(order.Path).FirstOrDefault(other => other.Number == order.Number);
        return now is null ? order : new JournaledOrder(now);
    }

    public void Dispose() => MoveTo(null);

    private void MoveTo(string? path)
    {
        if (path == _path)
            return;
        _reading?.Dispose();
        _settling?.Dispose();
        _reading = null;
        _settling = null;
        _path = path;
    }
}
