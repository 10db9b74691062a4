namespace KornitX.Commands;

/// <summary>
/// The base of New-KornitXCancellation and New-KornitXReturn. Reads and checks rows as they arrive and sends one request per
/// order when the input has ended.
/// </summary>
/// <remarks>
/// <para>
/// Orders and items are identified by KornitX IDs, by the sales channel's external references, or by both. Specify one item
/// on the command line, or any number of items with -Item or through the pipeline: objects, hashtables, CSV rows, or the
/// output of ConvertFrom-Json for KornitX's own JSON. Values on the command line take precedence over those of an item.
/// </para>
/// <para>
/// All input is read and checked before the first request is sent. Each order is one request, whatever its number of rows.
/// Results are written in the order of the input.
/// </para>
/// <para>
/// An invalid row is an error that names the row, the field and the value. Its whole order is held back, so that you can
/// fix the row and send all rows of the order; other orders are sent. If an invalid row does not identify its order, it may
/// belong to any order, and nothing is sent. With -ErrorAction Stop, nothing is sent if any row is invalid.
/// </para>
/// <para>
/// No order is sent twice. A session sends the same request once: with the same items and quantities of the same order and the same
/// reference, it is the error AlreadyBooked, unless you specify -Force. If the response to a request is lost, the API offers no way to
/// look up whether the order was booked. The order is reported as the error OutcomeUnknown and is not sent again. Look it up in Order
/// Manager before you send it again.
/// </para>
/// <para>-WhatIf checks all input and sends nothing. It does not need a connection.</para>
/// </remarks>
/// <notes>
/// <para>
/// Numbers must be whole numbers or text that consists of digits. PowerShell converts '0x10' to 16 and 1.5 to 2; these
/// commands report both as errors, because that many items would be booked.
/// </para>
/// <para>
/// Requests and journaled orders have a state. If you pipe in an order that is booked, it is not sent again; one that may be
/// booked is sent only with -RetryUnknown. The state is also read from CSV and JSON files.
/// </para>
/// <para>
/// The TargetObject of an error can be piped in again: it is the invalid row, or the request of the order that failed. Its
/// Items have all fields of a row and can be exported with Export-Csv. about_KornitX describes all errors.
/// </para>
/// </notes>
public abstract class OrderRequestCommand : PSCmdlet, IDisposable
{
    private protected const string IdSet = "Id";
    private protected const string ExternalRefSet = "ExternalRef";
    private protected const string CombinedSet = "Combined";
    private protected const string ItemSet = "Item";

    /// <summary>The number of queued orders per order in flight.</summary>
    private const int QueuedPerSlot = 4;

    private readonly Operation _operation;
    private readonly InputObjects _objects = new();
    private readonly InputRows _rows;
    private OrderReader? _reader;
    private OrderDefaults? _defaults;
    private CommandRun? _run;
    private int _inputs;

    private protected OrderRequestCommand(Operation operation)
    {
        _operation = operation;
        _rows = new InputRows(WriteWarning);
    }

    /// <summary>
    /// Specifies the KornitX order ID: a number without a fraction, or text that consists of digits. With -Item, it applies to
    /// all items and takes precedence over their OrderId.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [Parameter(ParameterSetName = ItemSet)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    [WholeNumber(ReferenceParameter = nameof(OrderExternalRef))]
    [ValidateNotNull]
    public WholeNumber? OrderId { get; set; }

    /// <summary>
    /// Specifies the sales channel's external reference of the order. With -Item, it applies to all items and takes precedence over
    /// their OrderExternalRef.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [Parameter(ParameterSetName = ItemSet)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    [ValidateNotNullOrEmpty]
    public string OrderExternalRef { get; set; } = "";

    /// <summary>Specifies the KornitX item ID: a number without a fraction, or text that consists of digits.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    [WholeNumber(ReferenceParameter = nameof(ItemExternalRef))]
    public WholeNumber? ItemId { get; set; }

    /// <summary>Specifies the sales channel's external reference of the item.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    [ValidateNotNullOrEmpty]
    public string ItemExternalRef { get; set; } = "";

    /// <summary>Specifies the number of units, at least 1: a number without a fraction, or text that consists of digits.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [WholeNumber]
    public WholeNumber? Quantity { get; set; }

    /// <summary>
    /// <para>
    /// Specifies the items: objects, hashtables, CSV rows, data rows, XML elements or objects from JSON. They have the fields
    /// OrderId, OrderExternalRef, ItemId, ItemExternalRef, Quantity and Reference, or KornitX's own names order_id, id,
    /// external_ref, combined, quantity and reference. Fields that are not needed can be omitted or blank. Other fields are
    /// ignored. For more information, see about_KornitX_Rows.
    /// </para>
    /// <para>
    /// An object can also have the items of its order in a list named Items, as do requests, journaled orders and the
    /// TargetObject of an error.
    /// </para>
    /// <para>
    /// If an item has the IDs and the references of both order and item, all of them are sent to KornitX. Otherwise the two
    /// IDs are sent if both are present, and else the two references. All rows of an order must use the same addressing.
    /// </para>
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ItemSet)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? Item { get; set; }

    /// <summary>Specifies the maximum number of orders in flight. With 1, each order completes before the next one is sent.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>
    /// Specifies the journal file, in which each order is recorded before it is sent and again once its outcome is known.
    /// If the file does not exist, it is created. If you run the same command again with the same journal, orders that are
    /// booked are not sent again. For more information, see about_KornitX_Journal.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>
    /// Sends orders again whose outcome is unknown according to the journal or the object that is piped in. They may be
    /// booked already, so look each of them up in Order Manager first.
    /// </summary>
    [Parameter]
    public SwitchParameter RetryUnknown { get; set; }

    /// <summary>
    /// Sends orders again that this session has booked: the same items of the same order, with the same quantities and the same
    /// reference. Without it, the same request is sent only once per session. -Force does not override a journal, and does not send an
    /// order again whose outcome is unknown.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Specifies how many orders in a row may fail before the run ends. An order fails if its outcome is unknown, if KornitX can't be
    /// reached, or if it is still rate limited after all retries. A created or rejected order resets the count. Orders in flight are
    /// completed; the TargetObject of a terminating error has all orders that still have to be sent, those that failed before included,
    /// but not those whose outcome is unknown. With 0, all orders are tried.
    /// </summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaximumFailureCount { get; set; } = 10;

    /// <summary>
    /// Sends each order as soon as a row of another order arrives, for input that never ends or does not fit in memory. The
    /// rows of an order must be consecutive; rows of the same order that arrive later are a separate request. An invalid row
    /// holds back only its own order; one that does not identify its order ends the command.
    /// </summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Specifies the connection. By default, the connection of this session is used.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [ValidateNotNull]
    public Connection? Connection { get; set; }

    /// <summary>Specifies your own reference.</summary>
    public abstract string? Reference { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Connection ??= ConnectionStore.Current;
        // A dry run only checks the rows, so it needs neither a connection nor a token.
        KornitXClient? client = this.IsWhatIf() ? null : ConnectionStore.Require(this, Connection, _operation);
        string? orderExternalRef = IsGiven(nameof(OrderExternalRef)) ? OrderExternalRef : null;
        _defaults = new OrderDefaults(OrderId?.Value, orderExternalRef, Reference);
        _reader = new OrderReader(_operation, _defaults, Stream);
        _run = StartRun(client);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ItemSet)
            Read(_objects.Take(Item, Stream));
        else
            Read(CommandLineRow(), CommandLineItem());
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Read(_objects.TakeRemaining());
        if (_reader!.BlankRows > 0)
            WriteVerbose($"Skipped {ErrorRecords.Count(_reader.BlankRows, "blank row")}.");
        foreach (BadRowGroup group in _reader.BadRowGroups)
            Report(RowErrors.BadRows(group));

        IReadOnlyList<BatchedOrder> orders = Count(_reader.TakeRest());
        if (_reader.UnidentifiedRows.Count > 0)
            EndWithInputHeldBack(orders);
        _run!.Report.HasInputEnded = true;
        _run.Send(orders);
        _run.End();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _run?.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        _run?.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Read(IEnumerable<object?> inputs)
    {
        foreach (object? input in inputs)
        {
            foreach (Row row in _rows.Read(input, ++_inputs))
                Read(row, input);
            if (!Stream)
                continue;
            _run!.Send(Count(_reader!.TakeComplete()));
            EndIfEnding();
        }
    }

    private void Read(Row row, object? input)
    {
        if (_reader!.Add(row, input) is not { } bad)
            return;

        _run!.Report.CountBadRow();
        // Rows that fail one by one are few; those with a shared problem may be all rows of the input.
        _rows.AreKept |= !bad.IsOwnError;
        if (bad.IsOwnError)
            Report(RowErrors.BadRow(bad));
        // The row may belong to the current order.
        if (Stream && !bad.IdentifiesOrder)
            EndWithInputHeldBack(Count(_reader.TakeRest()));
        else if (Stream && bad.IsFirstOfGroup)
            WriteWarning(RowErrors.FirstOfGroup(bad));
    }

    /// <summary>Counts orders that were taken from the reader.</summary>
    private IReadOnlyList<BatchedOrder> Count(IReadOnlyList<BatchedOrder> orders)
    {
        _run!.Report.Count(orders, _reader!.OrdersWithoutValidRow);
        return orders;
    }

    /// <summary>Reports invalid rows. If that ends the command, the orders in flight are reported first.</summary>
    private void Report(ErrorRecord badRows)
    {
        _run!.Report.WriteError(badRows);
        EndIfEnding();
    }

    /// <summary>Ends the command if the run has ended. The rows of the current orders have been read, so these count.</summary>
    private void EndIfEnding()
    {
        if (!_run!.IsEnding)
            return;
        _run.LeaveUnsent(Count(_reader!.TakeRest()));
        _run.End();
    }

    /// <summary>Ends the command because of rows that may belong to any of the orders.</summary>
    private void EndWithInputHeldBack(IReadOnlyList<BatchedOrder> orders)
    {
        // Earlier orders of a stream have been sent, so the others are named.
        IEnumerable<ErrorRecord> errors = Stream
            ? orders.SelectMany(RowErrors.HeldBack).Concat(_reader!.BadRowGroups.Select(RowErrors.BadRows))
            : orders.SelectMany(RowErrors.Contradictions);
        foreach (ErrorRecord error in errors)
            _run!.Report.WriteErrorBefore(error);
        IReadOnlyList<BadRowGroup> groups = _reader!.UnidentifiedRows;
        OrderReader unidentified = new(_operation, _defaults!);
        var badRows =
            from input in groups.SelectMany(same => same.Inputs)
            from row in _rows.Read(input, number: 1)
            where unidentified.Add(row, input) is { IdentifiesOrder: false }
            select row.Write(_operation, _defaults!);
        _run!.End(RowErrors.InputHeldBack(groups, badRows, orders, Stream));
    }

    private CommandRun StartRun(KornitXClient? client)
    {
        RunJournal? journal = JournalPath is null ? null : RunJournal.Open(this, JournalPath, Connection, isDryRun: client is null);
        ActionPreference action = this.ErrorAction();
        // With a queue, the workers stay busy while the pipeline's thread writes, so orders are sent before earlier outcomes have
        // been reported. Inquire must ask first, and a command that follows, such as Select-Object -First, may end the pipeline.
        bool hasQueue = ThrottleLimit > 1
            && MyInvocation.PipelinePosition == MyInvocation.PipelineLength
            && action is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore or ActionPreference.Stop;
        OrderRunOptions options = new(ThrottleLimit, RetryUnknown)
        {
            QueueCapacity = hasQueue ? ThrottleLimit * QueuedPerSlot : 0,
            StopOnFirstFailure = action == ActionPreference.Stop,
            MaximumFailureCount = MaximumFailureCount,
            Sent = SessionRequests.Find(Connection),
            Force = Force,
        };
        return new CommandRun(this, _operation, Connection, client, options, journal);
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The row for the item on the command line.</summary>
    private Row CommandLineRow()
    {
        Row row = new(number: 0);
        if (ItemId is not null)
            row.Add(Field.ItemId, nameof(ItemId), ItemId.Value);
        if (IsGiven(nameof(ItemExternalRef)))
            row.Add(Field.ItemExternalRef, nameof(ItemExternalRef), ItemExternalRef);
        row.Add(Field.Quantity, nameof(Quantity), Quantity!.Value);
        return row;
    }

    /// <summary>The object with the fields on the command line, to pipe in again.</summary>
    private PSObject CommandLineItem()
    {
        PSObject item = new();
        foreach (KeyValuePair<string, object> given in MyInvocation.BoundParameters.Where(given => Fields.TryParse(given.Key, out _)))
            item.Properties.Add(new PSNoteProperty(given.Key, InputRows.Unwrap(given.Value)));
        return item;
    }
}
