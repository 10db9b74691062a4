using System.Management.Automation.Runspaces;

namespace KornitX.Commands;

/// <summary>The sandboxes that run in this process, and the runspaces that started them.</summary>
internal static class SandboxStore
{
    private static readonly List<(Sandbox Sandbox, Runspace? Starter)> Started = [];

    public static Sandbox[] Running
    {
        get
        {
            lock (Started)
            {
                Started.RemoveAll(one => !one.Sandbox.IsRunning);
                return Started.Select(one => one.Sandbox).ToArray();
            }
        }
    }

    public static void Add(Sandbox sandbox)
    {
        lock (Started)
            Started.Add((sandbox, Runspace.DefaultRunspace));
    }

    /// <summary>The running sandbox with that API address, or null.</summary>
    public static Sandbox? Find(Uri apiUri) => Array.Find(Running, sandbox => sandbox.ApiUri == apiUri);

    /// <summary>Stops the sandboxes that this runspace started. Those of other runspaces may still be in use.</summary>
    public static void StopOwn()
    {
        Sandbox[] own;
        lock (Started)
            own = Started.Where(one => ReferenceEquals(one.Starter, Runspace.DefaultRunspace)).Select(one => one.Sandbox).ToArray();
        foreach (Sandbox sandbox in own)
            sandbox.Stop();
    }
}
