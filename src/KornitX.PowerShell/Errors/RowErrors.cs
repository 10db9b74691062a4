using System.Globalization;

namespace KornitX.Commands;

/// <summary>Errors of rows that can't be sent, and of orders that are held back because of them.</summary>
internal static class RowErrors
{
    private const string Unsent = "Nothing was sent. Correct the command and run it again.";
    private const int ReasonsShown = 3;
    private const int ColumnsShown = 20;

    public static ErrorRecord BadRow(BadRow row) => ErrorRecords.Make(
        Exception(row, row.Message), ErrorCategory.InvalidData, Target(row),
        row.RowNumber == 0 ? Unsent : "Fix the row, then send all rows of its order. None of them was sent.");

    /// <summary>One error for all rows that are invalid for the same structural reason.</summary>
    public static ErrorRecord BadRows(BadRowGroup rows) => ErrorRecords.Make(
        Exception(rows.First, Describe(rows)), ErrorCategory.InvalidData, Target(rows.Inputs),
        rows.First.RowNumber == 0 ? Unsent
            : rows.Count == 1 ? "This row was not sent. Fix it, then send all rows of its order."
            : "None of these rows was sent. Fix what they have in common, then send all rows of their orders.");

    /// <summary>The error of a request that a sandbox can't book completely.</summary>
    public static ErrorRecord CannotRehearse(BookingRequest request, string problem) => ErrorRecords.Make(
        "InvalidItem", ErrorCategory.InvalidData, new OrderRequest(request), $"{ErrorRecords.Sentence(request)}: {problem}.", "");

    /// <summary>The error of rows, with what that means for the sandbox that was to have their orders.</summary>
    public static ErrorRecord NotRehearsed(ErrorRecord error, bool isStarted) => ErrorRecords.Make(
        (KornitXException)error.Exception, error.CategoryInfo.Category, error.TargetObject,
        isStarted
            ? "The sandbox was started without it. Fix the input, then start another sandbox to rehearse all rows."
            : "No sandbox was started. Fix the input, then start the sandbox again.");

    /// <summary>The warning for the first such row of a stream, which may never end; the error with the count comes at its end.</summary>
    public static string FirstOfGroup(BadRow first) =>
        $"{first.Message} Further rows with this problem are counted and reported as one error when the input ends.";

    /// <summary>The error that ends the run because of rows that may belong to any order.</summary>
    /// <param name="badRows">The values of these rows, as far as the groups have them.</param>
    /// <param name="held">The orders with valid rows that are not sent.</param>
    /// <param name="asStream">Whether earlier orders may have been sent.</param>
    public static ErrorRecord InputHeldBack(
        IReadOnlyList<BadRowGroup> rows,
        IEnumerable<IReadOnlyList<(Field Field, object? Value)>> badRows,
        IReadOnlyList<BatchedOrder> held,
        bool asStream)
    {
        int orders = held.Count;
        string reasons = string.Join(" ", rows.Take(ReasonsShown).Select(Describe));
        int others = rows.Skip(ReasonsShown).Sum(group => group.Count);
        string more = others == 0 ? "" : $" {ErrorRecords.Count(others, "more row has", "more rows have")} other problems.";
        string sent = asStream ? "Nothing more was sent" : "Nothing was sent";
        bool isOne = rows.Count == 1 && rows[0].Count == 1;
        // Without a valid row there is no order that the invalid one might belong to.
        string why = orders == 0 && !asStream ? "."
            : $": {(isOne ? "a row does" : "some rows do")} not identify the order and may belong to any"
                + (orders == 0 ? "." : $" of the others. Held back: {ErrorRecords.Count(orders, "order")}.");
        string message = $"{sent}{why} {reasons}{more} Fix the {(isOne ? "row" : "rows")} and run the command again.";
        // With the rows of the orders, so that nobody sends an order without the row that may belong to it. In a stream, the order has an
        // error of its own with them.
        object?[] targets = orders == 0 ? [.. rows.SelectMany(group => group.Inputs)]
            : [Rows(badRows), .. asStream ? [] : held.Select(AsTarget)];
        return ErrorRecords.Make(
            Exception("InputHeldBack", rows[0].First, message), ErrorCategory.InvalidData, Target(targets),
            "Each row needs a valid order ID or order reference; with -OrderId or -OrderExternalRef, all rows belong to that order. "
            + "Remove rows that are not to be sent.");
    }

    /// <summary>The errors of the rows of an order that contradict earlier ones.</summary>
    public static IEnumerable<ErrorRecord> Contradictions(BatchedOrder order) => order.Contradictions.Select(BadRow);

    /// <summary>The errors of an order that is held back, the last of which has all its rows.</summary>
    public static IEnumerable<ErrorRecord> HeldBack(BatchedOrder order) => [.. Contradictions(order), OrderHeldBack(order)];

    /// <summary>
    /// The error of an order that a bad row holds back. Its target has all rows, so that it stays one order when it is piped in or
    /// exported.
    /// </summary>
    private static ErrorRecord OrderHeldBack(BatchedOrder order)
    {
        string why = order.IsComplete
            ? "an invalid row does not identify its order and may belong to it"
            : "another of its rows is invalid, and an order is sent as a whole";
        return ErrorRecords.Make(
            "OrderHeldBack", ErrorCategory.OperationStopped, Rows(order.AllRows),
            $"{ErrorRecords.Sentence(order.Request)} was not sent: {why}. "
            + $"Held back: {ErrorRecords.Count(order.ValidRows, "valid row")}. Fix the invalid row, then send all rows of the order.",
            "An earlier error names the invalid row. With -JournalPath, run the same command again; "
            + "without a journal, leave out the orders that are already booked.");
    }

    private static object AsTarget(BatchedOrder order) =>
        order.IsComplete && order.States.Count == 0 ? new OrderRequest(order.Request) : Rows(order.AllRows);

    /// <summary>
    /// An object with rows as its Items. It has the identifiers of the order that all of them have, and no other, because rows without
    /// one would inherit it.
    /// </summary>
    private static PSObject Rows(IEnumerable<IReadOnlyList<(Field Field, object? Value)>> rows)
    {
        IReadOnlyList<(Field Field, object? Value)>[] all = [.. rows];
        PSObject target = new();
        foreach (Field field in new[] { Field.OrderId, Field.OrderExternalRef })
        {
            string?[] values = [.. all.Select(row => Convert.ToString(row[(int)field].Value, CultureInfo.InvariantCulture)).Distinct()];
            target.Properties.Add(new PSNoteProperty(field.ToString(), values.Length == 1 ? all[0][(int)field].Value : null));
        }

        target.Properties.Add(new PSNoteProperty(nameof(Field.Items), new ItemList<PSObject>([.. all.Select(Item)])));
        return target;
    }

    private static PSObject Item(IReadOnlyList<(Field Field, object? Value)> row)
    {
        PSObject item = new();
        foreach ((Field field, object? value) in row)
            item.Properties.Add(new PSNoteProperty(field.ToString(), value));
        return item;
    }

    private static string Describe(BadRowGroup rows)
    {
        // The columns help only where several rows lack the same field.
        if (rows.Count == 1 || !rows.First.IsMissing || rows.First.SharedProblem is null)
            return rows.Message;
        IReadOnlyList<string> names = InputRows.GetNames(rows.Inputs[0]);
        string shown = string.Join(", ", names.Take(ColumnsShown).Select(name => RowValue.Show(name).Trim('\'')));
        return names.Count == 0 ? rows.Message : $"{rows.Message} Columns found: {shown}{(names.Count > ColumnsShown ? ", …" : "")}.";
    }

    private static object? Target(BadRow row) => row.Written is { } written ? Item(written) : row.Input;

    private static object? Target(IReadOnlyList<object?> inputs) => inputs.Count == 1 ? inputs[0] : inputs.ToArray();

    private static KornitXException Exception(BadRow row, string message) =>
        Exception(row.IsMixedAddressing ? "MixedAddressing" : "InvalidItem", row, message);

    private static KornitXException Exception(string id, BadRow row, string message) => new(id, message)
    {
        RowNumber = row.RowNumber == 0 ? null : row.RowNumber,
        Field = row.Field?.ToString(),
    };
}
