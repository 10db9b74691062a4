using System.Globalization;
using KornitX.Demo;

namespace KornitX.PowerShell.Tests.Runs;

/// <summary>Bulk runs in real PowerShell processes that are killed, at moments of the server's choosing, and run again.</summary>
public class KilledRunTests(ITestOutputHelper output)
{
    private const int Orders = 60;
    private const int InFlight = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Runs_killed_repeatedly_book_no_order_twice_and_lose_none(int round)
    {
        PowerShellHost host = Host();
        int seed = Random.Shared.Next();
        Random random = new(seed);
        using BulkRun bulk = new(host, Orders);
        bulk.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.DropAfterBooking) { Order = "7" });
        bulk.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.DropBeforeBooking) { Order = "13" });
        bulk.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.TooManyRequests) { Order = "19", RetryAfterSec = 0 });
        bulk.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Latency) { LatencyMs = 25, Count = int.MaxValue });

        int kills = 0;
        PowerShellRun run = bulk.Start();
        for (; kills < 4; kills++)
        {
            bulk.WaitForOrders(random.Next(1, 25), run);
            run.Kill();
            if (run.IsComplete)
                break;
            run.Dispose();
            bulk.Sandbox.ClearRequests();
            run = bulk.Start();
        }

        IReadOnlyList<string[]> outcomes = run.Outcomes();
        run.Dispose();
        string told = $"round {round}, seed {seed}, {kills} kills, {bulk.Sandbox.Bookings.Count} booked, "
            + string.Join(", ", outcomes.GroupBy(outcome => outcome[0]).Select(group => $"{group.Count()} {group.Key}"));
        output.WriteLine(told);

        Assert.True(Twice(bulk).Count == 0, $"booked twice: {string.Join(", ", Twice(bulk))} ({told})");
        long[] unknown = OrdersThatAre("OutcomeUnknown", outcomes);
        Assert.Equal(Enumerable.Range(1, Orders).Select(id => (long)id), outcomes.Select(Order).Order());
        Assert.Equal(Enumerable.Range(1, 6).Select(id => id * 10L).Except(unknown), OrdersThatAre("RequestRejected", outcomes));
        Assert.Equal(
            bulk.Sandbox.Bookings.Where(booking => !unknown.Contains(booking.OrderId)).Select(booking => (booking.OrderId, booking.Id))
                .Order(),
            outcomes.Where(outcome => outcome[0] == "Created")
                .Select(outcome => (Order(outcome), long.Parse(outcome[2], CultureInfo.InvariantCulture))).Order());
        Assert.InRange(unknown.Length, 2, (InFlight * kills) + 2);

        // A person looks the unknown ones up in KornitX and lets those be sent again that are not booked.
        long[] notBooked = unknown.Except(bulk.Sandbox.Bookings.Select(booking => booking.OrderId)).ToArray();
        if (notBooked.Length > 0)
        {
            bulk.WriteRows(notBooked);
            // A fault is still pending if its order was killed before its request arrived.
            bulk.Sandbox.ClearFaults();
            using PowerShellRun again = bulk.Start(retryUnknown: true);
            again.Outcomes();
        }

        Assert.Equal(
            Enumerable.Range(1, Orders).Select(id => (long)id).Where(id => !BulkRun.IsRejected(id)),
            bulk.Sandbox.Bookings.Select(booking => booking.OrderId).Order());
    }

    [Fact]
    public void After_an_interrupt_no_order_starts_and_outcomes_in_flight_are_recorded()
    {
        PowerShellHost host = HostWithSignals();
        using BulkRun bulk = new(host, orders: 9);
        bulk.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Latency) { LatencyMs = 2000, Count = InFlight });

        using (PowerShellRun run = bulk.Start())
        {
            bulk.WaitForOrders(InFlight, run);
            run.Interrupt();
            Assert.False(run.IsComplete);
            Assert.Contains(
                "WARNING: These orders are booked, but the command ended before it could write the results: order 1; order 2; order 3; "
                    + "order 4.",
                run.Shown,
                StringComparison.Ordinal);
        }

        Assert.Equal(4, bulk.OrderRequests);
        Assert.Equal([1, 2, 3, 4], bulk.Sandbox.Bookings.Select(booking => booking.OrderId).Order());
        Assert.Equal(["1 Created", "2 Created", "3 Created", "4 Created"], States(bulk));

        using PowerShellRun again = bulk.Start();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], OrdersThatAre("Created", again.Outcomes()));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], bulk.Sandbox.Bookings.Select(booking => booking.OrderId).Order());
    }

    [Fact]
    public void A_response_later_than_three_seconds_after_an_interrupt_is_unknown()
    {
        PowerShellHost host = HostWithSignals();
        using BulkRun bulk = new(host, orders: 9);
        bulk.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Latency) { LatencyMs = 600_000, Count = InFlight });

        using (PowerShellRun run = bulk.Start())
        {
            bulk.WaitForOrders(InFlight, run);
            run.Interrupt();
            Assert.Contains(
                "WARNING: The command ended before it was known whether these orders are booked: order 1; order 2; order 3; order 4.",
                run.Shown,
                StringComparison.Ordinal);
            Assert.Contains(" -State Unknown | Confirm-KornitXJournal", run.Shown, StringComparison.Ordinal);
            Assert.Contains("\nNot sent: run the same command again.", run.Shown, StringComparison.Ordinal);
            Assert.Contains("9 orders: 0 created, 4 unknown, 5 not sent, in 00:00:", run.Shown, StringComparison.Ordinal);
        }

        Assert.Equal(4, bulk.OrderRequests);
        Assert.Equal(["1 Unknown", "2 Unknown", "3 Unknown", "4 Unknown"], States(bulk));

        using PowerShellRun again = bulk.Start();
        IReadOnlyList<string[]> outcomes = again.Outcomes();
        Assert.Equal([1, 2, 3, 4], OrdersThatAre("OutcomeUnknown", outcomes));
        Assert.Equal([5, 6, 7, 8, 9], OrdersThatAre("Created", outcomes));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], bulk.Sandbox.Bookings.Select(booking => booking.OrderId).Order());
    }

    [Fact]
    public void After_an_interrupt_not_more_than_ten_booked_orders_are_named_where_the_journal_has_them_all()
    {
        PowerShellHost host = HostWithSignals();
        using BulkRun bulk = new(host, orders: 9);
        bulk.WriteRows([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14]);
        foreach (long id in (long[])[11, 12, 13, 14])
            bulk.Sandbox.AddOrder(new SandboxOrder { Id = id, Items = [new SandboxItem { Id = 1000 + id, Quantity = 9 }] });
        bulk.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Latency) { LatencyMs = 600_000, Order = "1" });

        using PowerShellRun run = bulk.Start();
        // The first order is under way until the end, so that none of the others can be written.
        bulk.WaitForOrders(13, run);
        run.Interrupt();

        Assert.Contains(
            "WARNING: These orders are booked, but the command ended before it could write the results: order 2; order 3; order 4; order "
                + "5; order 6; order 7; "
            + "order 8; order 9; order 11; order 12; and 2 more, which the same command returns from the journal.",
            run.Shown,
            StringComparison.Ordinal);
        Assert.Contains("13 orders: 12 created, 1 unknown, in 00:00:", run.Shown, StringComparison.Ordinal);
    }

    private static PowerShellHost Host()
    {
        Finding<PowerShellHost> host = PowerShellHost.Default;
        Assert.SkipWhen(host.Found is null, host.Reason ?? "");
        return host.Found!;
    }

    private static PowerShellHost HostWithSignals()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows can't send one process what Ctrl+C sends");
        InterruptSignal.RestoreDefault();
        return Host();
    }

    private static long Order(string[] outcome) => long.Parse(outcome[1], CultureInfo.InvariantCulture);

    private static long[] OrdersThatAre(string what, IEnumerable<string[]> outcomes) =>
        outcomes.Where(outcome => outcome[0] == what).Select(Order).Order().ToArray();

    private static string[] States(BulkRun bulk) =>
        bulk.JournalStates().OrderBy(order => order.Key).Select(order => $"{order.Key} {order.Value}").ToArray();

    private static List<long> Twice(BulkRun bulk) =>
        bulk.Sandbox.Bookings.GroupBy(booking => booking.OrderId).Where(group => group.Skip(1).Any()).Select(group => group.Key).ToList();
}
