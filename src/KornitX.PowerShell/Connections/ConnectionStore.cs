using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace KornitX.Connections;

/// <summary>
/// The connection of each runspace. Scripts in different runspaces of a process do not see each other's connection, and
/// a connection is released with its runspace.
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
            Forget();
            if (value is not null)
                ByRunspace.Add(Runspace.DefaultRunspace, value);
        }
    }

    public static void Forget()
    {
        if (Runspace.DefaultRunspace is { } runspace)
            ByRunspace.Remove(runspace);
    }
}
