namespace KornitX.Commands;

/// <summary>Disconnects this session from KornitX.</summary>
/// <remarks>
/// <para>
/// Discards the client secret and the tokens, in every runspace that uses the connection. Without a connection, this
/// command does nothing.
/// </para>
/// </remarks>
/// <example>
/// Disconnect this session.
/// <code>
/// PS> Disconnect-KornitX
/// </code>
/// </example>
/// <seealso cref="ConnectKornitXCommand"/>
/// <seealso cref="GetKornitXConnectionCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "KornitX")]
public sealed class DisconnectKornitXCommand : PSCmdlet
{
    /// <summary>Specifies the connection to close. The default is the connection of this session.</summary>
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
            ConnectionStore.Current = null;
    }
}
