using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace KornitX.Commands;

/// <summary>
/// Holds the connection of each runspace. Scripts in different runspaces do not see each other's connection, and a connection
/// is released together with its runspace.
/// </summary>
internal static class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, Connection> ByRunspace = new();

    public static Connection? Current
    {
        get => Runspace.DefaultRunspace is { } runspace && ByRunspace.TryGetValue(runspace, out Connection? connection)
            ? connection
            : null;
        set
        {
            if (Runspace.DefaultRunspace is not { } runspace)
                return;
            ByRunspace.Remove(runspace);
            if (value is not null)
                ByRunspace.Add(runspace, value);
        }
    }

    /// <summary>
    /// Returns the client of a connection that is granted the operation; writes a terminating error if it is not, or is closed.
    /// </summary>
    public static KornitXClient Require(PSCmdlet command, Connection? connection, Operation operation)
    {
        KornitXClient? client = connection?.Client;
        if (client is null)
            command.ThrowTerminatingError(ConnectionErrors.NotConnected());
        TokenGrant? grant = connection!.Grant(operation);
        if (grant is null)
            command.ThrowTerminatingError(ConnectionErrors.NotRequested(operation));
        if (!grant!.Granted)
            command.ThrowTerminatingError(ConnectionErrors.ScopeRefused(grant, null));
        return client!;
    }
}
