using System;
using System.Management.Automation;
using System.Threading;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Connections;
using KornitX.Pipeline;

namespace KornitX.Commands;

/// <summary>Asks KornitX what a connection may do.</summary>
/// <remarks>
/// <para>
/// Asks the token endpoint for a new token for each operation that the connection was made for, and tells what it says:
/// one object per operation. Nothing is sent to the API, so nothing is booked and no request of the hour is used up.
/// </para>
/// </remarks>
/// <notes>
/// <para>
/// A granted token is not all: KornitX may still refuse an order of a company that the OAuth user has no access to, or a
/// request from a machine whose address it does not know.
/// </para>
/// </notes>
/// <example>
/// See what this session's connection may do.
/// <code>
/// PS> Test-KornitXConnection
///
/// Operation    Granted ExpiresAt           Message
/// ---------    ------- ---------           -------
/// Cancellation True    2026-11-22 15:04:05
/// Return       True    2026-11-22 15:04:05
/// </code>
/// </example>
/// <example>
/// Stop a job early when it can't do its work.
/// <code>
/// PS> if (-not (Test-KornitXConnection -Quiet)) { throw 'Refused.' }
/// </code>
/// </example>
/// <seealso cref="ConnectKornitXCommand"/>
/// <seealso cref="GetKornitXConnectionCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "KornitXConnection")]
[OutputType(typeof(OperationGrant), typeof(bool))]
public sealed class TestKornitXConnectionCommand : PSCmdlet, IDisposable
{
    private readonly PipelineDispatcher _dispatcher;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Tests.</summary>
    public TestKornitXConnectionCommand() => _dispatcher = new PipelineDispatcher(this, _stop.Cancel);

    /// <summary>The connection to test. Where it is not given: this session's.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public Connection? Connection { get; set; }

    /// <summary>
    /// Says only whether every operation that the connection was made for is granted. Without a connection that is false,
    /// and no error.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Connection? connection = Connection ?? ConnectionStore.Current;
        if (connection?.Client is not { } client)
        {
            if (!Quiet)
                ThrowTerminatingError(ConnectionErrors.NotConnected());
            WriteObject(false);
            return;
        }

        bool all = true;
        CommandObserver observer = new(this, _dispatcher, new CommandProgress(this, "Testing the connection to KornitX", () => new ProgressStatus("Asking for a token")));
        foreach (Operation operation in Operation.All)
        {
            if (connection.Grant(operation) is null)
                continue;

            TokenGrant grant = _dispatcher.RunUntil(client.RequestTokenAsync(operation, observer, _stop.Token));
            // A service that is away for a moment has refused nothing: the connection stays good for when it is back.
            if (grant.Granted || grant.Refusal!.Reason == NotSentReason.PermissionDenied)
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
