using System.Globalization;
using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// Whatever throws inside a run, each order has a true outcome, nothing is booked twice, the run ends, and the journal can be opened
/// again. An exception that nobody thought of is planted at each call of each part.
/// </summary>
public class PlantedThrowTests
{
    private static readonly ServerBehavior[][] Behaviors =
        [[Books], [LosesAnswer], [IsTurnedAway, Books], [HasBadToken, Books], [Rejects], [Books]];

    private static readonly int Seeds = int.Parse(
        Environment.GetEnvironmentVariable("KORNITX_THROWS") ?? "1000", CultureInfo.InvariantCulture);

    private static readonly Schedule[] Schedules =
        [Schedule.OldestFirst, Schedule.NewestFirst, Schedule.DiskFirst, Schedule.NetworkFirst, Schedule.Random(1)];

    public static TheoryData<string> Places =>
    [
        "prepare", "post", "after the response", "observer", "check", "create entry", "intent", "intent later", "after the intent",
        "outcome", "outcome later", "clock",
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_order_has_a_true_outcome_wherever_an_exception_is_thrown(string place) => SingleThread.Run(() =>
    {
        int thrown = 0;
        foreach (Schedule schedule in Schedules)
        {
            for (int call = 0; call < 14; call++)
            {
                PlantedThrow plant = new(place, call);
                World world = new(Behaviors);
                string story = $"{place}, call {call}, {schedule}";
                try
                {
                    Report first = Process.Run(world, new ProcessPlan(schedule, Limit: 2) { PlantedBug = plant });
                    thrown += plant.HasThrown ? 1 : 0;
                    RunChecker.Check(world, first);
                    Assert.Equal(Behaviors.Length, first.Outcomes.Count);

                    // The next run opens the same journal and completes.
                    world.Crash(new Crash(int.MaxValue, RequestsInTransitArrive: true));
                    RunChecker.Check(world, Process.Run(world, new ProcessPlan(schedule, Limit: 2)));
                }
                catch (Violation violation)
                {
                    throw new Violation($"{story}: {violation.Message}", violation);
                }
            }
        }

        Assert.True(thrown > 0, $"nothing was thrown at '{place}'");
    });

    [Fact]
    public void Twenty_orders_survive_an_exception_in_each_of_three_runs_for_every_seed() => SingleThread.Run(() =>
    {
        string[] places = [.. Places.Select(row => row.Data)];
        int thrown = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            List<PlantedThrow> plants = [];
            Scenario.CrashAtRandom(seed, orders: 20, limit: 5, crashes: 3, random =>
            {
                plants.Add(new PlantedThrow(places[random.Next(places.Length)], random.Next(20)));
                return plants[^1];
            });
            thrown += plants.Count(plant => plant.HasThrown);
        }

        Assert.True(thrown > Seeds, $"only {thrown} exceptions in {3 * Seeds} runs");
    });

    /// <summary>Throws at one call of one part.</summary>
    private sealed class PlantedThrow(string place, int call) : PlantedBug, IClientObserver
    {
        private int _calls;

        public bool HasThrown { get; private set; }

        public override bool MayLoseOutcome => true;

        public override IClientObserver Observer => this;

        public override IOrderTransport Transport(IOrderTransport transport) => new ThrowingTransport(this, transport);

        public override IJournal Record(IJournal record) => new ThrowingJournal(this, record);

        public override TimeProvider Clock(TimeProvider clock) => new ThrowingClock(this, clock);

        public void OnExchange(HttpExchange exchange)
        {
        }

        public void OnWait(ClientWait wait) => At("observer");

        private void At(string here)
        {
            if (here != place || _calls++ != call)
                return;
            HasThrown = true;
            throw new InvalidCastException("a mistake");
        }

        private sealed class ThrowingTransport(PlantedThrow plant, IOrderTransport transport) : IOrderTransport
        {
            public Task<Preparation> PrepareAsync(
                BookingRequest request, AccessToken? rejected, IClientObserver? observer, CancellationToken cancellationToken)
            {
                plant.At("prepare");
                return transport.PrepareAsync(request, rejected, observer, cancellationToken);
            }

            public async Task<Attempt> PostAsync(
                BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken cancellationToken)
            {
                plant.At("post");
                Attempt attempt = await transport.PostAsync(request, token, observer, cancellationToken).ConfigureAwait(false);
                plant.At("after the response");
                return attempt;
            }
        }

        private sealed class ThrowingJournal(PlantedThrow plant, IJournal journal) : IJournal
        {
            public JournalVerdict Check(BookingRequest request, bool retryUnknown)
            {
                plant.At("check");
                return journal.Check(request, retryUnknown);
            }

            public IJournalEntry CreateEntry(BookingRequest request, int occurrence, DateTimeOffset? sentAt)
            {
                plant.At("create entry");
                return new ThrowingEntry(plant, journal.CreateEntry(request, occurrence, sentAt));
            }
        }

        private sealed class ThrowingEntry(PlantedThrow plant, IJournalEntry entry) : IJournalEntry
        {
            public async Task WriteIntentAsync()
            {
                plant.At("intent");
                await Later("intent later").ConfigureAwait(false);
                await entry.WriteIntentAsync().ConfigureAwait(false);
                plant.At("after the intent");
            }

            public Task WriteOutcomeAsync(Outcome outcome)
            {
                plant.At("outcome");
                return WriteLaterAsync(outcome);
            }

            private async Task WriteLaterAsync(Outcome outcome)
            {
                await entry.WriteOutcomeAsync(outcome).ConfigureAwait(false);
                plant.At("outcome later");
            }

            private Task Later(string here)
            {
                plant.At(here);
                return Task.CompletedTask;
            }
        }

        private sealed class ThrowingClock(PlantedThrow plant, TimeProvider clock) : TimeProvider
        {
            public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

            public override long GetTimestamp()
            {
                plant.At("clock");
                return clock.GetTimestamp();
            }

            public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime != Timeout.InfiniteTimeSpan)
                    plant.At("clock");
                return clock.CreateTimer(callback, state, dueTime, period);
            }
        }
    }
}
