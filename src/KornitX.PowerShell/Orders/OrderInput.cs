using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Commands;

/// <summary>
/// Reads the input of a command: reports invalid rows and orders that must not be sent again, and passes the others on when the input
/// has ended or, with -Stream, as soon as each is complete.
/// </summary>
internal sealed class OrderInput
{
    private readonly PSCmdlet _command;
    private readonly Operation _operation;
    private readonly OrderDefaults _defaults;
    private readonly CommandRun _run;
    private readonly InputObjects _objects = new();
    private readonly InputRows _rows;
    private OrderReader? _reader;
    private RepeatedOrders? _repeated;
    private int _inputs;
    private int _withoutValidRow;

    /// <param name="command">The command that writes.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="defaults">The values on the command line, which apply to every row.</param>
    /// <param name="run">Sends the orders and writes the errors.</param>
    public OrderInput(PSCmdlet command, Operation operation, OrderDefaults defaults, CommandRun run)
    {
        _command = command;
        _operation = operation;
        _defaults = defaults;
        _run = run;
        _run.TakeIncomplete = () => Reader.TakeRest();
        _rows = new InputRows(command.WriteWarning);
    }

    /// <summary>Whether an order is complete when a row of another one arrives.</summary>
    public bool AsStream { get; set; }

    /// <summary>Whether orders whose outcome is unknown may be sent again.</summary>
    public bool RetryUnknown { get; set; }

    /// <summary>Whether the run has a journal.</summary>
    public bool HasJournal { get; set; }

    private OrderReader Reader => _reader ??= new OrderReader(_operation, _defaults, AsStream);

    private RepeatedOrders Repeated => _repeated ??= new RepeatedOrders(_operation, RetryUnknown, HasJournal);

    /// <summary>Adds the objects that are bound to -Item.</summary>
    public void Add(PSObject?[]? bound)
    {
        foreach (object? input in _objects.Take(bound))
            AddInput(input);
    }

    /// <summary>Adds the item that is specified on the command line.</summary>
    public void Add(Row row, Dictionary<string, object> parameters)
    {
        // The object to pipe in again, with the specified fields.
        PSObject item = new();
        foreach (KeyValuePair<string, object> parameter in parameters.Where(parameter => Fields.TryParse(parameter.Key, out _)))
            item.Properties.Add(new PSNoteProperty(parameter.Key, InputRows.Unwrap(parameter.Value)));
        Add(row, item);
    }

    /// <summary>Sends the remaining orders after the last row, unless an invalid row may belong to any of them.</summary>
    public void End()
    {
        foreach (object? input in _objects.TakeRemaining())
            AddInput(input);
        if (Reader.BlankRows > 0)
            _command.WriteVerbose($"Skipped {ErrorRecords.Count(Reader.BlankRows, "blank row")}.");

        foreach (BadRowGroup group in Reader.BadRowGroups)
            _run.Report(RowErrors.BadRows(group));
        IReadOnlyList<BatchedOrder> orders = Reader.TakeRest();
        CountOrdersWithoutValidRow();
        if (Reader.UnidentifiedRows is { Count: > 0 } unidentified)
        {
            _run.EndWith(
                RowErrors.InputHeldBack(unidentified, orders.Count, asStream: false),
                orders,
                before: orders.SelectMany(RowErrors.Contradictions));
        }

        _run.SendAll(Check(orders));
    }

    private void AddInput(object? input)
    {
        foreach (Row row in _rows.Read(input, ++_inputs))
            Add(row, input);
        if (!AsStream)
            return;

        IReadOnlyList<BatchedOrder> orders = Reader.TakeComplete();
        CountOrdersWithoutValidRow();
        _run.SendSome(Check(orders));
    }

    private void Add(Row row, object? input)
    {
        if (Reader.Add(row, input) is not { } bad)
            return;

        _run.CountBadRow();
        // Rows that fail one by one are few; those with a shared problem may be all rows of the input.
        _rows.AreKept |= !bad.IsOwnError;
        if (bad.IsOwnError)
            _run.Report(RowErrors.BadRow(bad));
        if (!AsStream)
            return;

        if (!bad.Error.IdentifiesOrder)
        {
            // The row may belong to the current order.
            IReadOnlyList<BatchedOrder> held = Reader.TakeRest();
            CountOrdersWithoutValidRow();
            _run.EndWith(
                RowErrors.InputHeldBack(Reader.UnidentifiedRows, held.Count, asStream: true),
                held,
                before: [.. held.SelectMany(RowErrors.HeldBack), .. Reader.BadRowGroups.Select(RowErrors.BadRows)]);
        }
        else if (bad.IsFirstOfGroup)
        {
            _command.WriteWarning(RowErrors.FirstOfGroup(bad.Error));
        }
    }

    /// <summary>Reports the orders that must not be sent again, and returns the others.</summary>
    private List<BatchedOrder> Check(IReadOnlyList<BatchedOrder> orders)
    {
        List<BatchedOrder> checkedOrders = new(orders.Count);
        foreach (BatchedOrder order in orders)
        {
            if (order.CaseVariant is { } variant)
            {
                _command.WriteWarning(
                    $"{ErrorRecords.Sentence(order.Request)} differs from {variant} only in upper and lower case. Both are sent as different orders.");
            }

            if (!order.IsHeldBack && order.States.Count > 0 && Repeated.Check(order) is { } refusal)
                _run.ReportRefused(refusal);
            else
                checkedOrders.Add(order);
        }

        return checkedOrders;
    }

    private void CountOrdersWithoutValidRow()
    {
        _run.CountHeldBack(Reader.OrdersWithoutValidRow - _withoutValidRow);
        _withoutValidRow = Reader.OrdersWithoutValidRow;
    }
}
