namespace KornitX.Client.Tests.Simulation;

/// <summary>Larger batches with faults of all kinds, crashed or stopped three times; a failure shows its seed.</summary>
public class RandomCrashTests
{
    private const int Seeds = 3000;

    [Fact]
    public void Twenty_orders_survive_three_crashes_for_every_seed() => SingleThread.Run(() =>
    {
        for (int seed = 0; seed < Seeds; seed++)
            Scenario.CrashAtRandom(seed, orders: 20, limit: 5, crashes: 3);
    });
}
