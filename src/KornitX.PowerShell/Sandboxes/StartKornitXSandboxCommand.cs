using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Orders;
using KornitX.Paths;
using KornitX.Sandboxes;

namespace KornitX.Commands;

/// <summary>Starts a sandbox: a KornitX for practice, rehearsals and tests.</summary>
/// <remarks>
/// <para>
/// A sandbox is a KornitX inside this process, on loopback: it issues tokens, has orders, books cancellations and returns,
/// and rejects what KornitX would reject. Nothing leaves the machine and no real order is changed, so it is the place to
/// try a CSV file, a script or a test.
/// </para>
/// <para>
/// Pipe in the rows that New-KornitXCancellation or New-KornitXReturn is to send, and the sandbox has the orders in which
/// exactly those rows can be booked, whether they name orders and items by ID, by reference or by both. A row that could
/// not be sent is the same error as there.
/// </para>
/// <para>
/// Pipe the sandbox to Connect-KornitX. Its properties Orders, Bookings, Requests and Faults show its state, and AddFault
/// makes requests fail on demand. It runs until Stop-KornitXSandbox, or until PowerShell ends.
/// </para>
/// </remarks>
/// <example>
/// Start a sandbox, connect to it and look at its orders.
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
///      Id   OrderId OrderExternalRef Reference   FromJournal Request
///      --   ------- ---------------- ---------   ----------- -------
///     752  90000001 POS-584552       RMA-1003    False       1 x ABCD,
///                                                            2 x EFGH
///     753  90000002 POS-584558       RMA-1004    False       1 x IJKL
/// </code>
/// An order that the rows know only by reference gets an ID of the sandbox's own.
/// </example>
/// <example>
/// Practise with your own orders.
/// <code>
/// PS> Start-KornitXSandbox -Path orders.csv | Connect-KornitX
/// PS> Import-Csv cancellations.csv | New-KornitXCancellation
/// </code>
/// The file has the columns OrderId, OrderExternalRef, Status, ItemId, ItemExternalRef and Quantity, one row per item.
/// about_KornitX_Sandbox says more, also of JSON files.
/// </example>
/// <example>
/// See what a script does when an answer is lost.
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
/// Both orders were booked, and the answer of one was lost. That is reported, and the order is not sent again.
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
    private const string PathSet = "Path";
    private const string OrderSet = "Order";
    private const string ItemSet = "Item";

    private readonly InputObjects _inputs = new();
    private readonly BadRows<object?> _badRows = new(int.MaxValue);
    private RehearsalOrders? _rehearsal;

    /// <summary>A JSON or CSV file with the orders to start with. Without it, and without -Order, there are ten built-in ones.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// The orders to start with, also as hashtables such as
    /// @{ Id = 1001; ExternalRef = 'A-1'; Status = 'New'; Items = @{ Id = 1; ExternalRef = 'MUG'; Quantity = 2 } }.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = OrderSet)]
    [ValidateNotNull]
    public SandboxOrder[] Order { get; set; } = [];

    /// <summary>
    /// The rows to rehearse, as New-KornitXCancellation and New-KornitXReturn take them. The sandbox has the orders in which
    /// exactly these can be booked by the one operation that -Operation names.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ItemSet)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? Item { get; set; }

    /// <summary>The port on loopback to listen on; 0 for any free one.</summary>
    [Parameter]
    [ValidateRange(0, 65_535)]
    public int Port { get; set; }

    /// <summary>The operations granted to its OAuth user; the scope of any other is refused. With -Item: the one to rehearse.</summary>
    [Parameter]
    [ValidateSet("Cancellation", "Return")]
    public string[] Operation { get; set; } = ["Cancellation", "Return"];

    /// <summary>The lifetime of its tokens, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TokenLifetimeSec { get; set; } = 3600;

    /// <summary>How many requests it accepts in an hour before it refuses more; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int RequestsPerHour { get; set; }

    /// <summary>
    /// The faults to start with: the name of one, or a hashtable such as
    /// @{ Kind = 'DropAfterBooking'; Order = '45453572'; Count = 1 }. about_KornitX_Sandbox lists them all.
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

        _rehearsal ??= new RehearsalOrders(RehearsedOperation(), new InputRows(WriteWarning));
        foreach (object? input in _inputs.Take(Item))
            Add(input);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // An empty file binds no parameter; the built-in orders would be those of another input.
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
                Orders = rehearsed ?? Orders(),
            });
            foreach (SandboxFault fault in Fault)
                sandbox.AddFault(fault);
        }
        catch (Exception exception) when (exception is FormatException or System.IO.IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException or NotSupportedException or FileSystemPathException)
        {
            sandbox?.Stop();
            ThrowTerminatingError(SandboxErrors.SandboxNotStarted(exception, ParameterSetName == PathSet ? Path : null));
            return;
        }

        SandboxStore.Add(sandbox);
        WriteObject(sandbox);
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
        foreach (RowError problem in _rehearsal!.Add(input))
        {
            _badRows.Add(problem, input, out bool isOwnError);
            if (isOwnError)
                WriteError(RowErrors.BadRow(problem, input));
        }
    }

    private SandboxOrder[] BuildRehearsal(RehearsalOrders rehearsal)
    {
        foreach (object? input in _inputs.TakeRemaining())
            Add(input);
        foreach (BadRowGroup<object?> group in _badRows.WithSharedCause.Concat(_badRows.Unidentified.Where(group => group.First.SharedCause is not null || group.First.IsMissing)))
            WriteError(RowErrors.SameCause(group));

        List<(RowError Problem, object? Input)> problems = [];
        SandboxOrder[] orders = rehearsal.Build(problems);
        foreach ((RowError problem, object? input) in problems)
            WriteError(RowErrors.BadRow(problem, input));
        WriteVerbose($"Built {ErrorRecords.Count(orders.Length, "order")} from {ErrorRecords.Count(rehearsal.RowCount - problems.Count, "row")}.");
        return orders;
    }

    private SandboxOrder[]? Orders() => ParameterSetName switch
    {
        PathSet => SandboxOrder.Load(FileSystemPath.Resolve(this, Path)).ToArray(),
        OrderSet => Order,
        _ => null,
    };
}
