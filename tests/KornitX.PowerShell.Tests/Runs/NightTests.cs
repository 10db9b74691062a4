using System.Globalization;
using KornitX.Demo;

namespace KornitX.PowerShell.Tests.Runs;

/// <summary>A night of 300 returns with the sample script, and the morning after: every step in a PowerShell process of its own.</summary>
public class NightTests
{
    /// <summary>In flight when the first run is killed. KornitX has booked the returns of all but 152 and 153.</summary>
    private static readonly long[] InFlightAtTheKill = [150, 151, 152, 153, 154];

    private static readonly long[] BookedButUnknown = [40, 60, 150, 151, 154, 240, 260, 280];
    private static readonly long[] NotBookedButUnknown = [50, 70, 152, 153, 250, 270, 290];
    private static readonly long[] QuantityTooLarge = [10, 100, 200];

    [Fact]
    public void After_a_night_with_faults_and_a_kill_unknown_orders_are_settled_and_each_order_is_booked_once()
    {
        using Night night = new(Host(), orders: 300);
        AddFaults(night.Sandbox);
        night.WriteRows(order => QuantityTooLarge.Contains(order) ? 99 : 1);

        // 2:30: the run is killed while it waits for five answers.
        using (PowerShellRun killed = night.StartRun())
        {
            night.WaitForRequests(InFlightAtTheKill, killed);
            killed.Kill();
        }

        Assert.Equal(["night.csv"], night.FilesLeft());
        Assert.Equal(Enumerable.Range(1, 154).Select(id => (long)id), night.OrdersRequested());

        // 3:30: the scheduler runs the same command again.
        using (PowerShellRun resumed = night.StartRun())
            Assert.True(resumed.ExitCode == 3, resumed.Shown);

        Assert.Contains(night.Log(), line => line.Contains(
            "night.csv: 300 orders: 138 created, 143 from journal, 4 rejected, 15 unknown, in 00:0", StringComparison.Ordinal));
        Assert.EndsWith(" exit code 3.", night.Log()[^1], StringComparison.Ordinal);
        Assert.Equal(["night.csv", "night.problems.csv"], night.FilesLeft());
        Assert.Equal(15 + 4, night.ProblemsReported());

        // 8:00: a person looks the unknown orders up in KornitX, and settles them one way or the other.
        using (PowerShellRun settling = night.StartSettling())
        {
            Assert.Equal(
                BookedButUnknown.Select(order => $"{order} Created").Concat(NotBookedButUnknown.Select(order => $"{order} NotSent"))
                    .Order(StringComparer.Ordinal),
                settling.Outcomes().Select(outcome => string.Join(' ', outcome)).Order(StringComparer.Ordinal));
        }

        Assert.Equal(
            BookedButUnknown,
            night.Sandbox.Bookings.Select(booking => booking.OrderId).Intersect(BookedButUnknown.Concat(NotBookedButUnknown)).Order());

        // The rows that KornitX rejected are corrected, and the same command is run once more.
        night.WriteRows(_ => 1);
        using (PowerShellRun last = night.StartRun())
            Assert.True(last.ExitCode == 0, last.Shown);

        Assert.Contains(
            night.Log(), line => line.Contains("night.csv: 300 orders: 11 created, 289 from journal, in 00:0", StringComparison.Ordinal));
        Assert.EndsWith(" exit code 0.", night.Log()[^1], StringComparison.Ordinal);
        Assert.Empty(night.FilesLeft());
        Assert.Empty(night.Sandbox.Faults);
        Assert.Equal(
            Enumerable.Range(1, 300).Select(id => $"{id} RMA-{id} 1"),
            night.Sandbox.Bookings.OrderBy(booking => booking.OrderId)
                .Select(booking => $"{booking.OrderId} {booking.Reference} {booking.Items.Sum(item => item.Quantity)}"));
    }

    private static void AddFaults(Sandbox sandbox)
    {
        Add(SandboxFaultKind.DropAfterBooking, 40, 240);
        Add(SandboxFaultKind.DropBeforeBooking, 50, 250);
        AddStatus(SandboxFaultKind.ServerErrorAfterBooking, 504, latencyMs: 0, 60, 260);
        AddStatus(SandboxFaultKind.ServerErrorBeforeBooking, 504, latencyMs: 0, 70, 270);
        Add(SandboxFaultKind.TruncatedBody, 280);
        Add(SandboxFaultKind.ServiceUnavailable, 290);
        Add(SandboxFaultKind.Unauthorized, 90);
        Add(SandboxFaultKind.Forbidden, 230);
        sandbox.AddFault(new SandboxFault(SandboxFaultKind.TooManyRequests) { Order = "80", RetryAfterSec = 0 });

        // No answer comes before the kill, so no further order starts until then.
        const int afterTheTest = 300_000;
        AddStatus(SandboxFaultKind.ServerErrorAfterBooking, 504, afterTheTest, 150, 151, 154);
        AddStatus(SandboxFaultKind.ServerErrorBeforeBooking, 504, afterTheTest, 152, 153);

        void Add(SandboxFaultKind kind, params long[] orders)
        {
            foreach (long order in orders)
                sandbox.AddFault(new SandboxFault(kind) { Order = order.ToString(CultureInfo.InvariantCulture) });
        }

        void AddStatus(SandboxFaultKind kind, int status, int latencyMs, params long[] orders)
        {
            foreach (long order in orders)
                sandbox.AddFault(
                    new SandboxFault(
                    kind) { Order = order.ToString(CultureInfo.InvariantCulture), StatusCode = status, LatencyMs = latencyMs });
        }
    }

    private static PowerShellHost Host()
    {
        Finding<PowerShellHost> host = PowerShellHost.Default;
        Assert.SkipWhen(host.Found is null, host.Reason ?? "");
        return host.Found!;
    }
}
