using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>A failure can be reproduced: the same seed gives the same steps and bytes.</summary>
public class ReproducibilityTests
{
    [Fact]
    public void The_same_seed_takes_the_same_steps_and_leaves_the_same_journal() => SingleThread.Run(() =>
    {
        (List<string> steps, byte[] journal) = Play(seed: 4711);
        (List<string> stepsAgain, byte[] journalAgain) = Play(seed: 4711);
        (List<string> otherSteps, byte[] _) = Play(seed: 4712);

        Assert.Equal(steps, stepsAgain);
        Assert.Equal(journal, journalAgain);
        Assert.NotEqual(steps, otherSteps);
    });

    private static (List<string> Steps, byte[] Journal) Play(int seed)
    {
        World world = new([[IsBusy, Books], [IsTurnedAway, Rejects], [HasBadToken, Books], [LosesAnswer], [CannotConnect], [Books]]);
        Report report = Process.Run(world, new ProcessPlan(Schedule.Random(seed), 3));
        return ([.. report.Trace.Split(", ")], world.Disk.Flushed);
    }
}
