using System.Management.Automation;
using KornitX.Connections;

namespace KornitX.Commands;

/// <summary>Gets this session's connection, if there is one.</summary>
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
