using System.Collections.Generic;

namespace KornitX.Sandboxes;

/// <summary>The sandboxes that run in this process.</summary>
internal static class SandboxStore
{
    private static readonly List<Sandbox> Started = [];

    public static Sandbox[] Running
    {
        get
        {
            lock (Started)
            {
                Started.RemoveAll(sandbox => !sandbox.IsRunning);
                return Started.ToArray();
            }
        }
    }

    public static void Add(Sandbox sandbox)
    {
        lock (Started)
            Started.Add(sandbox);
    }

    public static void StopAll()
    {
        foreach (Sandbox sandbox in Running)
            sandbox.Stop();
    }
}
