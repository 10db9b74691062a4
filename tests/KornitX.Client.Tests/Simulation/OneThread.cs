using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace KornitX.Client.Tests.Simulation;

/// <summary>Runs a simulation on a thread of its own, without the test runner's context, so that all of it stays there.</summary>
internal static class OneThread
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
