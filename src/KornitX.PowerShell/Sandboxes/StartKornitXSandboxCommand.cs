namespace KornitX.Commands;

/// <summary>Starts a sandbox, a local KornitX for practice, rehearsals, and tests.</summary>
/// <remarks>
/// <para>
/// A sandbox is a KornitX server inside this process that listens on loopback only. It issues tokens, has orders, books
/// cancellations and returns, and rejects what KornitX would reject. Nothing is sent to other machines and no real order is
/// changed, so you can use it to try a CSV file, a script, or a test.
/// </para>
/// <para>
/// If you pipe in the rows for New-KornitXCancellation or New-KornitXReturn, the sandbox has the orders in which exactly these
/// rows can be booked, whether they identify orders and items by ID, by reference, or by both. An invalid row is reported with
/// the same error as by those commands.
/// </para>
/// <para>
/// Pipe the sandbox to Connect-KornitX. Its properties Orders, Bookings, Requests, and Faults show its state, and its method
/// AddFault makes requests fail on demand. It runs until you stop it with Stop-KornitXSandbox or PowerShell exits. A session
/// that is connected elsewhere stays so until you pipe the sandbox to Connect-KornitX; a warning says so.
/// </para>
/// </remarks>
/// <example>
/// Start a sandbox, connect to it, and show its orders.
/// <code>
/// PS> $sandbox = Start-KornitXSandbox
/// PS> $sandbox | Connect-KornitX
/// PS> $sandbox.Orders | Select-Object -First 2
///
///       Id ExternalRef    Status        Items
///       -- -----------    ------        -----
/// 45453571 POS-584551     New             5 x 12345678 ABCD
///                                         3 x 12345679 EFGH
/// 45453572 POS-584552     Shipped         2 x 12345680 ABCD
///                                         4 x 12345681 EFGH
/// </code>
/// </example>
/// <example>
/// Rehearse tonight's returns.
/// <code>
/// PS> Import-Csv returns.csv | Start-KornitXSandbox -Operation Return |
/// >>     Connect-KornitX
/// PS> Import-Csv returns.csv | New-KornitXReturn
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///     752  90000001 POS-584552       RMA-1003    False       1 x ABCD,
///                                                            2 x EFGH
///     753  90000002 POS-584558       RMA-1004    False       1 x IJKL
/// </code>
/// The sandbox assigns an ID to an order that the rows identify by reference only.
/// </example>
/// <example>
/// Practice with your own orders.
/// <code>
/// PS> $mug = @{ Id = 11; ExternalRef = 'MUG'; Quantity = 2 }
/// PS> $order = @{ Id = 1001; ExternalRef = 'A-1'; Items = $mug }
/// PS> Start-KornitXSandbox -Order $order | Connect-KornitX
/// PS> New-KornitXCancellation -OrderId 1001 -ItemId 11 -Quantity 1
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///  254001      1001                              False       1 x 11
/// </code>
/// about_KornitX_Sandbox shows how to read orders from a file.
/// </example>
/// <example>
/// Show what happens when a response is lost.
/// <code>
/// PS> $sandbox = Start-KornitXSandbox -Fault DropAfterBooking
/// PS> $sandbox | Connect-KornitX
/// PS> Import-Csv cancellations.csv |
/// >>     New-KornitXCancellation -ErrorVariable failed 2>$null
/// PS> $failed.FullyQualifiedErrorId
/// OutcomeUnknown,KornitX.Commands.NewKornitXCancellationCommand
/// PS> $sandbox.Bookings.Count
/// 2
/// </code>
/// Both orders were booked, and the response for one of them was lost. That order is reported and not sent again.
/// </example>
/// <seealso cref="ConnectKornitXCommand"/>
/// <seealso cref="GetKornitXSandboxCommand"/>
/// <seealso cref="StopKornitXSandboxCommand"/>
/// <seealso href="about_KornitX_Sandbox"/>
[Cmdlet(VerbsLifecycle.Start, "KornitXSandbox", DefaultParameterSetName = BuiltInSet)]
[OutputType(typeof(Sandbox))]
public sealed class StartKornitXSandboxCommand : PSCmdlet
{
    private const string BuiltInSet = "BuiltIn";
    private const string OrderSet = "Order";
    private const string ItemSet = "Item";

    private readonly InputObjects _inputs = new();
    private readonly List<BadRow> _badRows = [];
    private InputRows? _rows;
    private OrderReader? _rehearsal;
    private int _inputCount;

    /// <summary>
    /// Specifies the orders of the sandbox, as objects or as hashtables such as
    /// @{ Id = 1001; ExternalRef = 'A-1'; Status = 'New'; Items = @{ Id = 1; ExternalRef = 'MUG'; Quantity = 2 } }. Without
    /// -Order and -Item, it has ten built-in orders.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = OrderSet)]
    [ValidateNotNull]
    public SandboxOrder[] Order { get; set; } = [];

    /// <summary>
    /// Specifies the rows to rehearse, in the form that New-KornitXCancellation and New-KornitXReturn accept. The sandbox has
    /// the orders in which exactly these rows can be booked with the operation that -Operation specifies.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ItemSet)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? Item { get; set; }

    /// <summary>Specifies the loopback port to listen on. With 0, any free port is used.</summary>
    [Parameter]
    [ValidateRange(0, 65_535)]
    public int Port { get; set; }

    /// <summary>
    /// Specifies the operations that are granted to the OAuth user of the sandbox; other scopes are refused. With -Item, specifies the
    /// one operation to rehearse.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateSet("Cancellation", "Return")]
    public string[] Operation { get; set; } = ["Cancellation", "Return"];

    /// <summary>Specifies the lifetime of tokens in seconds.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TokenLifetimeSec { get; set; } = 3600;

    /// <summary>Specifies the number of requests that are accepted per hour. With 0, there is no limit.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int RequestsPerHour { get; set; }

    /// <summary>
    /// Specifies the initial faults, each as the name of a kind or as a hashtable such as
    /// @{ Kind = 'DropAfterBooking'; Order = '45453572'; Count = 1 }. about_KornitX_Sandbox describes all kinds.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(FaultCompleter))]
    [ValidateNotNull]
    public SandboxFault[] Fault { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ItemSet)
            return;

        _rows ??= new InputRows(WriteWarning);
        _rehearsal ??= new OrderReader(RehearsedOperation(), new OrderDefaults(null, null, null), isRehearsal: true);
        foreach (object? input in _inputs.Take(Item))
            Add(input);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // An empty file binds no parameter, and must not start the sandbox with the built-in orders.
        bool isEmptyInput = MyInvocation.ExpectingInput && _rehearsal is null && ParameterSetName is BuiltInSet or ItemSet;
        SandboxOrder[]? rehearsed = _rehearsal is null ? null : BuildRehearsal(_rehearsal);
        if (isEmptyInput || rehearsed is { Length: 0 })
            ThrowTerminatingError(SandboxErrors.NoRows());

        Sandbox? sandbox = null;
        try
        {
            sandbox = Sandbox.Start(new SandboxOptions
            {
                Port = Port,
                Operations = Operation,
                TokenLifetimeSec = TokenLifetimeSec,
                RequestsPerHour = RequestsPerHour,
                Orders = rehearsed ?? (ParameterSetName == OrderSet ? Order : null),
            });
            foreach (SandboxFault fault in Fault)
                sandbox.AddFault(fault);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            sandbox?.Stop();
            ThrowTerminatingError(SandboxErrors.SandboxNotStarted(exception));
            return;
        }

        SandboxStore.Add(sandbox);
        WriteObject(sandbox);
        // If the sandbox was piped to Connect-KornitX, the session is connected to it by now.
        if (ConnectionStore.Current is { } connection && connection.Sandbox != sandbox)
            WriteWarning(SandboxErrors.ConnectedElsewhere(connection));
    }

    private Operation RehearsedOperation()
    {
        string[] names = [.. Operation.Distinct(StringComparer.OrdinalIgnoreCase)];
        if (names.Length != 1)
            ThrowTerminatingError(SandboxErrors.OneOperation());
        return Client.Operation.Parse(names[0]);
    }

    private void Add(object? input)
    {
        foreach (Row row in _rows!.Read(input, ++_inputCount))
        {
            if (_rehearsal!.Add(row, input) is { IsOwnError: true } bad)
                _badRows.Add(bad);
        }
    }

    private SandboxOrder[] BuildRehearsal(OrderReader rehearsal)
    {
        foreach (object? input in _inputs.TakeRemaining())
            Add(input);
        List<(BookingRequest Request, string Problem)> problems = [];
        IReadOnlyList<BatchedOrder> rows = rehearsal.TakeRest();
        _badRows.AddRange(rows.SelectMany(order => order.Contradictions));
        BookingRequest[] requests = [.. rows.Select(order => order.Request)];
        SandboxOrder[] orders = SandboxOrderBuilder.Build(RehearsedOperation(), requests, problems);

        bool isStarted = orders.Length > 0 && this.ErrorAction() != ActionPreference.Stop;
        IEnumerable<BadRowGroup> unidentified = rehearsal.UnidentifiedRows.Where(
            group => group.First.SharedProblem is not null || group.First.IsMissing);
        IEnumerable<ErrorRecord> errors =
        [
            .. _badRows.Select(RowErrors.BadRow),
            .. rehearsal.BadRowGroups.Concat(unidentified).Select(RowErrors.BadRows),
            .. problems.Select(one => RowErrors.CannotRehearse(one.Request, one.Problem)),
        ];
        foreach (ErrorRecord error in errors)
            WriteError(RowErrors.NotRehearsed(error, isStarted));
        WriteVerbose($"Built {ErrorRecords.Count(orders.Length, "order")}.");
        return orders;
    }
}
