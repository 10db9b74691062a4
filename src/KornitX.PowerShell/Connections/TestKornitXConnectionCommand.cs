using System;
using System.Management.Automation;
using System.Threading;
using KornitX.Client;
using KornitX.Connections;
using KornitX.Pipeline;

namespace KornitX.Commands;

/// <summary>Asks the token endpoint anew for each operation of a connection and tells what it says.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KornitXConnection")]
[OutputType(typeof(OperationGrant), typeof(bool))]
public sealed class TestKornitXConnectionCommand : PSCmdlet, IDisposable
{
    private readonly PipelinePump _pump = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The connection to test. Default: this session's.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public Connection? Connection { get; set; }

    /// <summary>Says only whether every operation that the connection was made for is granted.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Connection? connection = Connection ?? ConnectionStore.Current;
        if (connection?.Client is not { } client)
        {
            if (!Quiet)
                ThrowTerminatingError(Errors.Errors.NotConnected());
            WriteObject(false);
            return;
        }

        bool all = true;
        CommandObserver observer = new(this, _pump, "Testing the connection to KornitX");
        foreach (Operation operation in new[] { Operation.Cancellation, Operation.Return })
        {
            if (connection.Grant(operation) is null)
                continue;

            TokenGrant grant = _pump.RunUntil(client.RequestTokenAsync(operation, observer, _stop.Token));
            connection.Note(grant);
            all &= grant.Granted;
            if (!Quiet)
                WriteObject(new OperationGrant(grant));
        }

        observer.Done();
        if (Quiet)
            WriteObject(all);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();
}
