using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace KornitX.Connections;

/// <summary>
/// The connection of each runspace. Two scripts in one process, each in a runspace of its own, do not see each
/// other's; and a runspace that is gone takes its connection along.
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
