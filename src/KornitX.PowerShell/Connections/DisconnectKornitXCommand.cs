using System.Management.Automation;
using KornitX.Connections;

namespace KornitX.Commands;

/// <summary>Ends a connection: its secret and tokens are forgotten, in every runspace that uses it.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "KornitX")]
public sealed class DisconnectKornitXCommand : PSCmdlet
{
    /// <summary>The connection to end. Default: this session's.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public Connection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Connection? current = ConnectionStore.Current;
        Connection? ending = Connection ?? current;
        ending?.Dispose();
        if (ReferenceEquals(ending, current))
            ConnectionStore.Forget();
    }
}
