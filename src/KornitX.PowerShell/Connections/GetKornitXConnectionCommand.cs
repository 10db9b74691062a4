namespace KornitX.Commands;

/// <summary>Gets the connection of this session to KornitX.</summary>
/// <remarks>
/// <para>
/// Returns the connection that Connect-KornitX created last in this runspace, or nothing if it is not connected. No request is
/// sent; to test the connection, use Test-KornitXConnection. IsSandbox shows whether it is a connection to a sandbox.
/// </para>
/// </remarks>
/// <notes>
/// <para>The connection shows neither the secret nor a token.</para>
/// </notes>
/// <example>
/// Connect only if there is no connection yet.
/// <code>
/// PS> if (-not (Get-KornitXConnection)) { Connect-KornitX }
/// </code>
/// </example>
/// <example>
/// Use the connection in other runspaces.
/// <code>
/// PS> $kornitx = Get-KornitXConnection
/// PS> Get-ChildItem cancellations*.csv | ForEach-Object -Parallel {
/// >>     Import-Csv $_ | New-KornitXCancellation -Connection $using:kornitx
/// >> }
/// </code>
/// Several runspaces can use a connection at once. They share its tokens and its -RequestsPerHour.
/// </example>
/// <seealso cref="ConnectKornitXCommand"/>
/// <seealso cref="TestKornitXConnectionCommand"/>
/// <seealso cref="DisconnectKornitXCommand"/>
[Cmdlet(VerbsCommon.Get, "KornitXConnection")]
[OutputType(typeof(Connection))]
public sealed class GetKornitXConnectionCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ConnectionStore.Current is { IsConnected: true } connection)
            WriteObject(connection);
    }
}
