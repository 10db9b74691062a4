using System;
using System.Linq;
using System.Management.Automation;
using KornitX.Sandboxes;
using KornitX.Errors;
using KornitX.Paths;

namespace KornitX.Commands;

/// <summary>Starts a KornitX to practise on.</summary>
/// <remarks>
/// <para>
/// A sandbox is a KornitX inside this process, on loopback: it gives out tokens, has orders, books cancellations and
/// returns, and refuses what KornitX would refuse. Nothing leaves the machine and nobody's order is touched, so it is the
/// place to try a CSV, a script or a test.
/// </para>
/// <para>
/// The object that is written is the sandbox: pipe it to Connect-KornitX. Its Orders, Bookings, Requests and Faults show
/// what is going on in it, and AddFault lets things go wrong on demand. It runs until Stop-KornitXSandbox, or until
/// PowerShell ends.
/// </para>
/// </remarks>
/// <example>
/// Start a sandbox, connect to it and look around.
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
/// Practise with your own orders.
/// <code>
/// PS> Start-KornitXSandbox -Path orders.csv | Connect-KornitX
/// PS> Import-Csv cancellations.csv | New-KornitXCancellation
/// </code>
/// The file has the columns OrderId, OrderExternalRef, Status, ItemId, ItemExternalRef and Quantity, one row per item.
/// about_KornitX_Sandbox says more, also of JSON files.
/// </example>
/// <example>
/// See what a script does when answers get lost.
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
/// Of two orders one was booked and its answer lost. That is told, and the order is not sent again.
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

    /// <summary>The port on loopback to listen on; 0 for any free one.</summary>
    [Parameter]
    [ValidateRange(0, 65_535)]
    public int Port { get; set; }

    /// <summary>The operations that its OAuth user may do; the scope of any other is refused.</summary>
    [Parameter]
    [ValidateSet("Cancellation", "Return")]
    public string[] Operation { get; set; } = ["Cancellation", "Return"];

    /// <summary>How many seconds its tokens live.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TokenLifetimeSec { get; set; } = 3600;

    /// <summary>How many requests it takes in an hour before it refuses more; 0 for any number.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int RequestsPerHour { get; set; }

    /// <summary>
    /// What is to go wrong: the name of a fault, or a hashtable such as
    /// @{ Kind = 'DropAfterBooking'; Order = '45453572'; Count = 1 }. about_KornitX_Sandbox lists them all.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(FaultCompleter))]
    [ValidateNotNull]
    public SandboxFault[] Fault { get; set; } = [];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Sandbox? sandbox = null;
        try
        {
            sandbox = Sandbox.Start(new SandboxOptions
            {
                Port = Port,
                GrantCancellation = Operation.Contains("Cancellation", StringComparer.OrdinalIgnoreCase),
                GrantReturn = Operation.Contains("Return", StringComparer.OrdinalIgnoreCase),
                TokenLifetimeSec = TokenLifetimeSec,
                RequestsPerHour = RequestsPerHour,
                Orders = Orders(),
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

    private SandboxOrder[]? Orders() => ParameterSetName switch
    {
        PathSet => SandboxOrder.Load(FileSystemPath.Resolve(this, Path)).ToArray(),
        OrderSet => Order,
        _ => null,
    };
}
