using KornitX.Client.Tests.Runs;

namespace KornitX.Client.Tests;

/// <summary>Requests side by side, outcomes one after another.</summary>
public sealed class OrderRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task The_throttle_limits_the_requests_in_flight()
    {
        object counting = new();
        int inFlight = 0;
        int most = 0;
        SemaphoreSlim entered = new(0);
        SemaphoreSlim go = new(0);
        SemaphoreSlim changed = new(0);
        using OrderRun run = Run(
            async (_, stop) =>
            {
                lock (counting)
                    most = Math.Max(most, ++inFlight);
                entered.Release();
                await go.WaitAsync(stop);
                lock (counting)
                    inFlight--;
                return Booked(1);
            },
            throttleLimit: 3,
            changed: () => changed.Release());

        List<RequestOutcome> outcomes = [];
        for (int order = 1; order <= 20; order++)
        {
            while (run.IsFull)
            {
                go.Release();
                Assert.True(await changed.WaitAsync(Patience));
                while (run.TryGetNext() is { } outcome)
                    outcomes.Add(outcome);
            }

            Start(run, order);
            Assert.True(await entered.WaitAsync(Patience));
        }

        go.Release(20);
        await run.DrainAsync().WaitAsync(Patience);
        while (run.TryGetNext() is { } outcome)
            outcomes.Add(outcome);

        Assert.Equal(Enumerable.Range(1, 20).Select(order => (long?)order), outcomes.Select(outcome => outcome.Request.Order.Id));
        Assert.True(run.IsDone);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Stopping_without_a_grace_period_cancels_requests_in_flight_and_reports_their_outcomes()
    {
        using OrderRun run = Run(UntilStoppedAsync, throttleLimit: 2);
        Start(run, 1);
        Start(run, 2);

        run.Stop(TimeSpan.Zero);
        await run.DrainAsync().WaitAsync(Patience);

        Assert.Equal("Unknown: the run was stopped", run.TryGetNext()!.Outcome.Describe());
        Assert.Equal("Unknown: the run was stopped", run.TryGetNext()!.Outcome.Describe());
    }

    [Fact]
    public async Task Stopping_with_a_grace_period_lets_requests_in_flight_complete()
    {
        TaskCompletionSource answer = new();
        using OrderRun run = Run(
            async (_, stop) =>
            {
                await answer.Task;
                stop.ThrowIfCancellationRequested();
                return Booked(7);
            },
            throttleLimit: 1);
        Start(run, 1);

        run.Stop(TimeSpan.FromHours(1));
        answer.SetResult();
        await run.DrainAsync().WaitAsync(Patience);

        Assert.Equal("Created 7 []", run.TryGetNext()!.Outcome.Describe());
    }

    [Fact]
    public void A_run_without_requests_is_complete_and_can_be_stopped_at_any_time()
    {
        OrderRun run = Run(UntilStoppedAsync, throttleLimit: 1);

        Assert.True(run.IsDone);
        Assert.True(run.DrainAsync().IsCompletedSuccessfully);
        run.Stop(TimeSpan.Zero);
        run.Dispose();
        run.Stop(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_stopped_client_reports_what_was_sent_and_what_was_not()
    {
        using Rig rig = new();
        rig.Api.Answers(n => n == 1 ? Answer.BookedForAny() : Answer.Hang);
        using OrderRun run = rig.Client.StartRun(new OrderRunOptions(ThrottleLimit: 1) { QueueCapacity = 2 });

        Start(run, 1);
        await run.DrainAsync().WaitAsync(Patience);
        Start(run, 2);
        await rig.Api.RequestAsync(2);
        run.Stop(TimeSpan.FromSeconds(3));
        rig.Clock.Advance(TimeSpan.FromSeconds(3));
        await run.DrainAsync().WaitAsync(Patience);
        Start(run, 3);
        await run.DrainAsync().WaitAsync(Patience);

        Assert.Equal("Created 254001 []", run.TryGetNext()!.Outcome.Describe());
        Assert.Equal("Unknown: the run was stopped", run.TryGetNext()!.Outcome.Describe());
        Assert.StartsWith("NotSent Stopped ", run.TryGetNext()!.Outcome.Describe(), StringComparison.Ordinal);
        Assert.Equal(
            ["POST /order/1/cancellation HTTP/1.1", "POST /order/2/cancellation HTTP/1.1"], rig.Api.Requests.Select(
                request => request.Line));
    }

    [Fact]
    public async Task Stopping_ends_a_wait_between_retries()
    {
        ManualTransport transport = new();
        using OrderRun run = new(
            new OrderSender(transport, maximumRetryCount: 3, TimeProvider.System), new OrderRunOptions(1), null, null, TimeProvider.System);
        Start(run, 1);
        transport.Answer(1, new Attempt(new Outcome.NotSent(NotSentReason.RateLimited, "busy"), Resend.AfterWait, TimeSpan.FromHours(1)));

        run.Stop(TimeSpan.FromHours(1));
        await run.DrainAsync().WaitAsync(Patience);

        Assert.Equal("NotSent Stopped x1: the run was stopped", run.TryGetNext()!.Outcome.Describe());
    }

    private static async Task<Outcome> UntilStoppedAsync(BookingRequest request, CancellationToken stop)
    {
        TaskCompletionSource stopped = new();
        using (stop.Register(stopped.SetResult))
            await stopped.Task;
        return new Outcome.Unknown("the run was stopped");
    }

    /// <summary>A run whose requests become what the function says.</summary>
    private static OrderRun Run(Func<BookingRequest, CancellationToken, Task<Outcome>> post, int throttleLimit, Action? changed = null) =>
        new(
            new OrderSender(new Transport(post), 0, TimeProvider.System),
            new OrderRunOptions(throttleLimit),
            null,
            null,
            TimeProvider.System,
            changed);

    private static void Start(OrderRun run, long order) => run.Enqueue(run.Prepare(
        new BookingRequest(Operation.Cancellation, OrderAddress.ById(order), null, [new RequestItem(1, null, 1)]))!);

    private static Outcome.Created Booked(long id) => new([new Booking(id, [])]);

    private sealed class Transport(Func<BookingRequest, CancellationToken, Task<Outcome>> post) : IOrderTransport
    {
        public Task<Preparation> PrepareAsync(
            BookingRequest request, AccessToken? refused, IClientObserver? observer, CancellationToken stop) =>
            Task.FromResult(new Preparation(new AccessToken("T", DateTimeOffset.UnixEpoch, null), null));

        public async Task<Attempt> PostAsync(
            BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken stop) =>
            new(await post(request, stop));
    }
}
