using System;
using System.IO;
using System.Linq;
using KornitX.Client;

namespace KornitX.Journals;

/// <summary>Settles orders of one journal after another. A journal stays open, and locked, until an order of another one follows.</summary>
internal sealed class JournalSettler : IDisposable
{
    private readonly Settlement _settlement;
    private Journal? _journal;
    private string? _path;

    public JournalSettler(Settlement settlement) => _settlement = settlement;

    /// <summary>The operating system's account, on Windows with its domain.</summary>
    public static string Account => Path.DirectorySeparatorChar == '\\'
        ? $@"{Environment.UserDomainName}\{Environment.UserName}"
        : Environment.UserName;

    /// <summary>The action for -WhatIf and -Confirm.</summary>
    public string Action => _settlement.IsBooked
        ? $"Record as booked{(_settlement.BookingId is { } id ? $" with ID {id}" : "")}: no run sends it again"
        : "Record as not booked: the next run sends it";

    /// <summary>Settles an order that was read from its journal.</summary>
    /// <exception cref="JournalException">The journal is in use, or can't be opened or written.</exception>
    public SettlementResult Settle(JournaledOrder order)
    {
        if (_journal is null || _path != order.Path)
        {
            _journal?.Dispose();
            _journal = null;
            _journal = Journal.OpenToSettle(order.Path);
            _path = order.Path;
        }

        return _journal.SettleAsync(order.Number, _settlement).GetAwaiter().GetResult();
    }

    /// <summary>Reads an order again; returns it unchanged if the journal no longer has that attempt.</summary>
    /// <exception cref="JournalException">The journal can't be read.</exception>
    public static JournaledOrder ReadAgain(JournaledOrder order)
    {
        JournalRecord? now = Journal.ReadOrders(order.Path).FirstOrDefault(other => other.Number == order.Number);
        return now is null ? order : new JournaledOrder(now);
    }

    public void Dispose() => _journal?.Dispose();
}
