using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;

namespace KornitX.Orders;

/// <summary>
/// Takes a command's input as it comes: makes orders of the rows, reports what can't be sent, and hands the orders on when
/// the input has ended, or, with -Stream, as soon as each is complete.
/// </summary>
internal sealed class OrderInput
{
    /// <summary>How many rows with a shared problem are kept of a stream, for the error at its end.</summary>
    private const int KeptOfStream = 100;

    private readonly PSCmdlet _command;
    private readonly Operation _operation;
    private readonly OrderRunWriter _sending;
    private readonly InputObjects _objects = new();
    private readonly InputRows _rows;
    private readonly RowReader _reader;
    private readonly HashSet<object> _repeated = [];
    private OrderGrouper? _orders;
    private BadRows<object?>? _badRows;
    private int _inputs;
    private int _blank;

    /// <param name="command">The command that writes.</param>
    /// <param name="operation">What it does.</param>
    /// <param name="defaults">What its command line says of every row.</param>
    /// <param name="sending">What sends the orders and writes the errors.</param>
    public OrderInput(PSCmdlet command, Operation operation, OrderDefaults defaults, OrderRunWriter sending)
    {
        _command = command;
        _operation = operation;
        _sending = sending;
        _rows = new InputRows(command.WriteWarning);
        _reader = new RowReader(operation, defaults);
    }

    /// <summary>Whether an order is complete when a row of another one arrives.</summary>
    public bool AsStream { get; set; }

    /// <summary>Whether orders may be sent of which the outcome is unknown.</summary>
    public bool RetryUnknown { get; set; }

    /// <summary>Whether the run has a journal.</summary>
    public bool HasJournal { get; set; }

    private OrderGrouper Orders => _orders ??= new OrderGrouper(_operation, AsStream);

    private BadRows<object?> BadRows => _badRows ??= new BadRows<object?>(AsStream ? KeptOfStream : int.MaxValue);

    /// <summary>Adds what was bound to -Item.</summary>
    public void Add(PSObject?[]? bound)
    {
        foreach (object? input in _objects.Take(bound))
            AddInput(input);
    }

    /// <summary>Adds the one item that the command line spells out.</summary>
    public void Add(Row row, Dictionary<string, object> parameters) => Add(row, null, parameters);

    /// <summary>Sends what is left, after the last row, unless a bad one may belong to any of the orders.</summary>
    public void End()
    {
        foreach (object? input in _objects.TakeRest())
            AddInput(input);
        if (_blank > 0)
            _command.WriteVerbose($"Skipped {ErrorRecords.Count(_blank, "blank row")}.");

        ReportSharedCauses();
        IReadOnlyList<BatchedOrder> orders = Orders.TakeRest();
        if (BadRows.Unidentified is { Count: > 0 } unidentified)
            _sending.EndWith(RowErrors.InputHeldBack(unidentified, orders.Count, asStream: false), orders.Count, before: []);
        _sending.SendAll(orders);
    }

    private void ReportSharedCauses()
    {
        foreach (BadRowGroup<object?> group in BadRows.WithSharedCause)
            _sending.Report(RowErrors.SameCause(group));
    }

    private void AddInput(object? input)
    {
        int number = ++_inputs;
        if (KnownOrder.Of(input) is { } known && RepeatedOrderErrors.Of(known, input, _operation, RetryUnknown, HasJournal) is { } refusal)
        {
            // The items of one order may come one by one.
            if (_repeated.Add(known.Identity))
                _sending.ReportRefused(refusal);
            return;
        }

        foreach ((Row row, Unreadable? problem) in _rows.Read(input, number))
        {
            if (problem is null && row.IsBlank)
                _blank++;
            else
                Add(row, problem, input);
        }

        if (AsStream)
            _sending.SendSome(Orders.TakeComplete());
    }

    private void Add(Row row, Unreadable? unreadable, object? input)
    {
        RowError? problem;
        ParsedRow good = default;
        if (unreadable is null)
            problem = _reader.Read(row, out good);
        else
            problem = _reader.Problem(row, unreadable.Problem, unreadable.SharedCause);

        if (problem is not null)
            Orders.AddBad(problem);
        else
            problem = Orders.Add(row, good);

        if (problem is not null)
            Report(problem, AsInput(input));
    }

    private void Report(RowError problem, object? input)
    {
        _sending.CountBadRow();
        bool isFirstOfCause = BadRows.Add(problem, input, out bool isOwnError);
        if (isOwnError)
            _sending.Report(RowErrors.BadRow(problem, input));
        if (!AsStream)
            return;

        if (!problem.IdentifiesOrder)
        {
            // The order at hand may be the one that the row belongs to.
            BatchedOrder[] held = [.. Orders.TakeComplete(), .. Orders.TakeRest()];
            _sending.EndWith(
                RowErrors.InputHeldBack(BadRows.Unidentified, held.Length, asStream: true),
                held.Length,
                before: [.. held.Select(order => RowErrors.HeldBack(order.Request)), .. BadRows.WithSharedCause.Select(RowErrors.SameCause)]);
        }
        else if (isFirstOfCause)
        {
            _command.WriteWarning(RowErrors.SameCauseSoFar(problem));
        }
    }

    /// <summary>The input as it can be piped in again; what was spelled out as an object with the fields given.</summary>
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
