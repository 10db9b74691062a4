using System;
using System.Linq;
using System.Management.Automation;
using KornitX.Sandboxes;

namespace KornitX.Commands;

/// <summary>Starts a KornitX to practise on: in this process, on loopback, with orders of its own.</summary>
[Cmdlet(VerbsLifecycle.Start, "KornitXSandbox", DefaultParameterSetName = BuiltInSet)]
[OutputType(typeof(Sandbox))]
public sealed class StartKornitXSandboxCommand : PSCmdlet
{
    private const string BuiltInSet = "BuiltIn";
    private const string PathSet = "Path";
    private const string OrderSet = "Order";

    /// <summary>A JSON or CSV file with the orders to start with. Default: a small built-in set.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The orders to start with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OrderSet)]
    [ValidateNotNull]
    public SandboxOrder[] Order { get; set; } = [];

    /// <summary>The port to listen on. Default: a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65_535)]
    public int Port { get; set; }

    /// <summary>The operations that its OAuth user may do; the other's scope is refused. Default: both.</summary>
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
    /// What is to go wrong: the name of a fault, or a hashtable such as @{ Kind = 'DropAfterBooking'; Order = '45453572'; Count = 1 }.
    /// </summary>
    [Parameter]
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
        catch (Exception exception) when (exception is FormatException or System.IO.IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            sandbox?.Stop();
            ThrowTerminatingError(Errors.Errors.SandboxNotStarted(exception, ParameterSetName == PathSet ? Path : null));
            return;
        }

        SandboxStore.Add(sandbox);
        WriteObject(sandbox);
    }

    private SandboxOrder[]? Orders() => ParameterSetName switch
    {
        PathSet => SandboxOrder.Load(GetUnresolvedProviderPathFromPSPath(Path)).ToArray(),
        OrderSet => Order,
        _ => null,
    };
}
