using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Commands;

/// <summary>
/// Decides whether an order may be sent whose rows come from requests with a state: results, errors, journals, and files that were
/// written from them. An order from a journal is judged by what that journal says now.
/// </summary>
internal sealed class RepeatedOrders
{
    private readonly Operation _operation;
    private readonly bool _retryUnknown;
    private readonly bool _hasJournal;

    /// <summary>The orders of each journal that a row is from; null if it can't be read.</summary>
    private readonly Dictionary<string, List<JournalRecord>?> _journals = new(StringComparer.Ordinal);

    /// <param name="operation">The operation of the command.</param>
    /// <param name="retryUnknown">Whether orders whose outcome is unknown may be sent again.</param>
    /// <param name="hasJournal">Whether the run has a journal.</param>
    public RepeatedOrders(Operation operation, bool retryUnknown, bool hasJournal)
    {
        _operation = operation;
        _retryUnknown = retryUnknown;
        _hasJournal = hasJournal;
    }

    /// <summary>Returns the reason not to send the order; null if it can be sent.</summary>
    public ErrorRecord? Check(BatchedOrder order)
    {
        bool isUnknown = false;
        bool isConflict = false;
        bool isJournaled = _hasJournal;
        foreach (RowState row in order.States.OrderBy(state => state.Operation == _operation))
        {
            if (row.Operation != _operation)
            {
                if (row.JournalPath is not null)
                    return RepeatedOrderErrors.OtherOperation(order.Request, row.Operation);
                continue;
            }

            OrderState state = row.State;
            if (row.JournalPath is { } path)
            {
                isJournaled = true;
                if (FindOrder(row, path, order.Request, out string? problem) is not { } record)
                    return RepeatedOrderErrors.NotInJournal(order.Request, path, problem!);
                state = record.State;
                order.NotBookedAt = record.NotBookedAt;
            }

            switch (state)
            {
                case OrderState.Created:
                    return RepeatedOrderErrors.Booked(order.Request);
                case OrderState.Unknown or OrderState.Sending:
                    isUnknown = true;
                    break;
                case OrderState.Conflict:
                    isConflict = true;
                    break;
            }
        }

        order.MayBeBooked = isUnknown;
        return isConflict && !_hasJournal ? RepeatedOrderErrors.Conflict(order.Request)
            : isUnknown && !_retryUnknown ? RepeatedOrderErrors.Unknown(order.Request, isJournaled)
            : null;
    }

    /// <summary>Finds what the journal has of the order now. A later run that sent the order again gave it another number.</summary>
    private JournalRecord? FindOrder(RowState row, string path, BookingRequest request, out string? problem)
    {
        if (!_journals.TryGetValue(path, out List<JournalRecord>? orders))
            _journals.Add(path, orders = ReadOrders(path));
        problem = orders is null ? "can't be read any more" : "has another order in its place";
        if (orders is null)
            return null;

        OrderIdentity identity = OrderIdentity.Of(request.Order);
        JournalRecord? same = orders.Find(order => order.Number == row.Number);
        if (same is not null)
            return IsSame(same) ? same : null;
        JournalRecord[] later = [.. orders.Where(order => order.Number > row.Number && IsSame(order))];
        return later.FirstOrDefault(order => order.Request.Reference == request.Reference)
            ?? later.FirstOrDefault(order => order.MayBeBooked)
            ?? later.FirstOrDefault();

        bool IsSame(JournalRecord order) =>
            order.Request.Operation == row.Operation && order.Identity.Compare(identity) == IdentityMatch.Same;
    }

    private static List<JournalRecord>? ReadOrders(string path)
    {
        try
        {
            return [.. Journal.ReadOrders(path)];
        }
        catch (Exception exception) when (exception is JournalException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
