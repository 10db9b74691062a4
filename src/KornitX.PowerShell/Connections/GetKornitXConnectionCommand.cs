using System.Management.Automation;
using KornitX.Connections;

namespace KornitX.Commands;

/// <summary>Gets this session's connection to KornitX.</summary>
/// <remarks>
/// <para>
/// Writes the connection that Connect-KornitX made last in this runspace, and nothing where there is none. It sends no
/// request; use Test-KornitXConnection to test the connection. IsSandbox says whether it connects to a sandbox.
/// </para>
/// </remarks>
/// <notes>
/// <para>A connection shows neither secret nor token.</para>
/// </notes>
/// <example>
/// Connect only where there is no connection yet.
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
/// A connection may be used by many runspaces at once. They share its tokens and its -RequestsPerHour.
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
