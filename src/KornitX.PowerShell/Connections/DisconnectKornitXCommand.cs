using System.Management.Automation;
using KornitX.Connections;

namespace KornitX.Commands;

/// <summary>Ends a connection to KornitX.</summary>
/// <remarks>
/// <para>
/// Forgets the client secret and the tokens, in every runspace that uses the connection. Without a connection it does
/// nothing.
/// </para>
/// </remarks>
/// <example>
/// End this session's connection.
/// <code>
/// PS> Disconnect-KornitX
/// </code>
/// </example>
/// <seealso cref="ConnectKornitXCommand"/>
/// <seealso cref="GetKornitXConnectionCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "KornitX")]
public sealed class DisconnectKornitXCommand : PSCmdlet
{
    /// <summary>The connection to end. The default is this session's.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
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
