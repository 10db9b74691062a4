using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;

namespace KornitX.Orders;

/// <summary>
/// Reads the input of a command: groups rows into orders, reports invalid rows, and passes the orders on when the input has
/// ended or, with -Stream, as soon as each is complete.
/// </summary>
internal sealed class OrderInput
{
    /// <summary>The number of rows with the same problem that are kept for the error at the end of a stream.</summary>
    private const int KeptOfStream = 100;

    private readonly PSCmdlet _command;
    private readonly Operation _operation;
    private readonly OrderRunWriter _run;
    private readonly InputObjects _objects = new();
    private readonly InputRows _rows;
    private readonly RowReader _reader;
    private readonly HashSet<object> _repeated = [];
    private OrderGrouper? _orders;
    private BadRows<object?>? _badRows;
    private int _inputs;
    private int _blank;

    /// <param name="command">The command that writes.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="defaults">The values on the command line, which apply to every row.</param>
    /// <param name="run">Sends the orders and writes the errors.</param>
    public OrderInput(PSCmdlet command, Operation operation, OrderDefaults defaults, OrderRunWriter run)
    {
        _command = command;
        _operation = operation;
        _run = run;
        _run.TakeIncomplete = () => [.. Orders.TakeComplete(), .. Orders.TakeRemaining()];
        _rows = new InputRows(command.WriteWarning);
        _reader = new RowReader(operation, defaults);
    }

    /// <summary>Whether an order is complete when a row of another one arrives.</summary>
    public bool AsStream { get; set; }

    /// <summary>Whether orders whose outcome is unknown may be sent again.</summary>
    public bool RetryUnknown { get; set; }

    /// <summary>Whether the run has a journal.</summary>
    public bool HasJournal { get; set; }

    private OrderGrouper Orders => _orders ??= new OrderGrouper(_operation, AsStream);

    private BadRows<object?> BadRows => _badRows ??= new BadRows<object?>(AsStream ? KeptOfStream : int.MaxValue);

    /// <summary>Adds the objects that are bound to -Item.</summary>
    public void Add(PSObject?[]? bound)
    {
        foreach (object? input in _objects.Take(bound))
            AddInput(input);
    }

    /// <summary>Adds the item that is specified on the command line.</summary>
    public void Add(Row row, Dictionary<string, object> parameters) => Add(row, null, parameters);

    /// <summary>Sends the remaining orders after the last row, unless an invalid row may belong to any of them.</summary>
    public void End()
    {
        foreach (object? input in _objects.TakeRemaining())
            AddInput(input);
        if (_blank > 0)
            _command.WriteVerbose($"Skipped {ErrorRecords.Count(_blank, "blank row")}.");

        ReportSharedCauses();
        IReadOnlyList<BatchedOrder> orders = Orders.TakeRemaining();
        if (BadRows.Unidentified is { Count: > 0 } unidentified)
            _run.EndWith(RowErrors.InputHeldBack(unidentified, orders.Count, asStream: false), orders.Count, before: []);
        _run.SendAll(orders);
    }

    private void ReportSharedCauses()
    {
        foreach (BadRowGroup<object?> group in BadRows.WithSharedCause)
            _run.Report(RowErrors.SameCause(group));
    }

    private void AddInput(object? input)
    {
        int number = ++_inputs;
        IReadOnlyList<(Row Row, Unreadable? Problem)> rows = _rows.Read(input, number, out KnownOrder? known);
        if (known is not null && RepeatedOrderErrors.Of(known, input, _operation, RetryUnknown, HasJournal) is { } refusal)
        {
            // The items of an order may arrive one by one; the order is reported once.
            if (_repeated.Add(known.Identity))
                _run.ReportRefused(refusal);
            return;
        }

        foreach ((Row row, Unreadable? problem) in rows)
        {
            if (problem is null && row.IsBlank)
                _blank++;
            else
                Add(row, problem, input);
        }

        if (AsStream)
            _run.SendSome(Orders.TakeComplete());
    }

    private void Add(Row row, Unreadable? unreadable, object? input)
    {
        RowError? problem;
        ParsedRow good = default;
        if (unreadable is null)
            problem = _reader.Read(row, out good);
        else
            problem = _reader.CreateError(row, unreadable.Problem, unreadable.SharedCause);

        if (problem is not null)
            Orders.AddBad(problem);
        else
            problem = Orders.Add(row, good);

        if (problem is not null)
            Report(problem, AsInput(input));
    }

    private void Report(RowError problem, object? input)
    {
        _run.CountBadRow();
        bool isFirstOfCause = BadRows.Add(problem, input, out bool isOwnError);
        // Rows that fail one by one are few; those with a shared cause may be all rows of the input.
        _rows.AreKept |= !isOwnError;
        if (isOwnError)
            _run.Report(RowErrors.BadRow(problem, input));
        if (!AsStream)
            return;

        if (!problem.IdentifiesOrder)
        {
            // The row may belong to the current order.
            BatchedOrder[] held = [.. Orders.TakeComplete(), .. Orders.TakeRemaining()];
            _run.EndWith(
                RowErrors.InputHeldBack(BadRows.Unidentified, held.Length, asStream: true),
                held.Length,
                before: [.. held.Select(order => RowErrors.HeldBack(order.Request)), .. BadRows.WithSharedCause.Select(RowErrors.SameCause)]);
        }
        else if (isFirstOfCause)
        {
            _command.WriteWarning(RowErrors.SameCauseSoFar(problem));
        }
    }

    /// <summary>The object to pipe in again. For an item on the command line, an object with the specified fields.</summary>
    private static object? AsInput(object? input)
    {
        if (input is not Dictionary<string, object> parameters)
            return input;

        PSObject item = new();
        foreach (KeyValuePair<string, object> parameter in parameters.Where(parameter => Fields.TryParse(parameter.Key, out _)))
            item.Properties.Add(new PSNoteProperty(parameter.Key, parameter.Value is WholeNumber number ? number.Value : parameter.Value));
        return item;
    }
}
