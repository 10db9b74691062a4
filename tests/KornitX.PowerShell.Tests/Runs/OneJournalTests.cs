using System.Globalization;
using KornitX.Demo;

namespace KornitX.PowerShell.Tests.Runs;

/// <summary>What a journal's file can meet: another process that has it, and a disk without room.</summary>
public class OneJournalTests
{
    [Fact]
    public void A_second_run_on_a_journal_sends_nothing_and_reports_the_lock()
    {
        using BulkRun bulk = new(Host(), orders: 3);
        bulk.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Latency) { LatencyMs = 600_000, Order = "1" });

        using (PowerShellRun first = bulk.Start())
        {
            // Two of the three are done, and one is under way until the run is killed.
            bulk.WaitForOrders(3, first);
            using PowerShellRun second = bulk.Start();
            Assert.Equal([["Ended", "JournalLocked"]], second.Outcomes());
            Assert.Equal(3, bulk.OrderRequests);
            first.Kill();
        }

        using PowerShellRun third = bulk.Start();
        Assert.Equal(["Created 2", "Created 3", "OutcomeUnknown 1"], third.Outcomes().Select(What).Order(StringComparer.Ordinal));
        Assert.Equal(3, bulk.OrderRequests);
    }

    [Fact]
    public void On_a_full_disk_nothing_is_sent_and_with_free_space_the_run_continues()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a limit on the size of files stands for the full disk, as Linux has it");
        using BulkRun bulk = new(Host(), orders: 60);

        using PowerShellRun full = bulk.Start(longestFile: 20);
        IReadOnlyList<string[]> outcomes = full.Outcomes();
        long[] sent = bulk.Sandbox.Requests.Where(request => request.Path != "/token").Select(request => OrderIn(request.Path)).ToArray();
        long[] notSent = outcomes.Where(outcome => outcome[0] == "NotSent").Select(Order).ToArray();
        Dictionary<long, string> states = bulk.JournalStates();

        Assert.Contains(outcomes, outcome => What(outcome) == "Ended JournalFailed");
        Assert.InRange(new FileInfo(bulk.Journal).Length, 8 * 1024, 10 * 1024);
        Assert.Empty(sent.Except(states.Keys));
        Assert.Equal(Enumerable.Range(1, 60).Select(id => (long)id), sent.Concat(notSent).Order());

        using PowerShellRun again = bulk.Start();
        IReadOnlyList<string[]> rest = again.Outcomes();
        Assert.Equal(Enumerable.Range(1, 60).Select(id => (long)id), rest.Select(Order).Order());
        Assert.Equal(
            states.Where(order => order.Value == "Sending").Select(order => order.Key).Order(),
            rest.Where(outcome => outcome[0] == "OutcomeUnknown").Select(Order).Order());
        Assert.Equal(
            Enumerable.Range(1, 60).Select(id => (long)id).Where(id => !BulkRun.IsRejected(id)),
            bulk.Sandbox.Bookings.Select(booking => booking.OrderId).Order());
    }

    private static PowerShellHost Host()
    {
        Finding<PowerShellHost> host = PowerShellHost.Default;
        Assert.SkipWhen(host.Found is null, host.Reason ?? "");
        return host.Found!;
    }

    private static string What(string[] outcome) => $"{outcome[0]} {outcome[1]}";

    private static long Order(string[] outcome) => long.Parse(outcome[1], CultureInfo.InvariantCulture);

    /// <summary>The order's number in a request's path.</summary>
    private static long OrderIn(string path) =>
        long.Parse(path.Split('/').First(part => part.Length > 0 && char.IsAsciiDigit(part[0])), CultureInfo.InvariantCulture);
}
