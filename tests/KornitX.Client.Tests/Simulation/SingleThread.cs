using System.Runtime.ExceptionServices;

namespace KornitX.Client.Tests.Simulation;

/// <summary>Runs a simulation on its own thread without a synchronization context, so that all continuations run there.</summary>
internal static class SingleThread
{
    public static void Run(Action simulation)
    {
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                simulation();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }
}
