namespace KornitX.Commands;

/// <summary>Tests which operations are granted to a connection.</summary>
/// <remarks>
/// <para>
/// Requests a new token for each operation of the connection and returns one object per operation. Nothing is sent to the
/// API, so nothing is booked and no request counts towards the rate limit.
/// </para>
/// </remarks>
/// <notes>
/// <para>
/// KornitX can grant a token and still reject an order of a company that the OAuth user has no access to, or a request from
/// an IP address that is not allowed.
/// </para>
/// </notes>
/// <example>
/// Show what is granted to the connection of this session.
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
/// Stop a job if an operation is not granted.
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
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Specifies the connection to test. The default is the connection of this session.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [ValidateNotNull]
    public Connection? Connection { get; set; }

    /// <summary>
    /// Returns only $true or $false: whether every operation of the connection is granted. Without a connection, this command
    /// returns $false instead of an error.
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
        PipelineDispatcher dispatcher = new(this, _stop.Cancel);
        CommandObserver observer = new(this, dispatcher, "Testing the connection to KornitX");
        foreach (Operation operation in Operation.All.Where(one => connection.Grant(one) is not null))
        {
            TokenGrant grant = dispatcher.RunUntil(client.RequestTokenAsync(operation, observer, _stop.Token));
            // A failed request, such as during an outage, leaves a token that is still valid in place.
            if (grant.Failure is null or { Reason: NotSentReason.PermissionDenied })
                connection.SetGrant(grant);
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
