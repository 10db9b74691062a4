using Xunit;

namespace KornitX.Client.Tests.Simulation;

/// <summary>Larger batches under trouble of all kinds, crashing or stopped three times; a failure names its seed.</summary>
public class RandomCrashTests
{
    private const int Seeds = 3000;

    [Fact]
    public void Twenty_orders_survive_three_crashes_in_every_seed() => OneThread.Run(() =>
    {
        for (int seed = 0; seed < Seeds; seed++)
            Scenario.DieAtRandom(seed, orders: 20, limit: 5, crashes: 3);
    });
}
