using Microsoft.Extensions.Time.Testing;

namespace KornitX.Client.Tests;

/// <summary>No period of 60 minutes contains more requests than allowed.</summary>
public sealed class RequestRateLimiterTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _closed = new();

    public void Dispose() => _closed.Dispose();

    [Fact]
    public async Task Requests_up_to_the_limit_are_sent_immediately()
    {
        RequestRateLimiter limiter = Limiter(3);

        for (int i = 0; i < 3; i++)
            await limiter.AcquireAsync(null, CancellationToken.None);

        Assert.False(limiter.AcquireAsync(null, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_wait_is_reported_once()
    {
        RequestRateLimiter limiter = Limiter(1);
        Recorder seen = new();

        await limiter.AcquireAsync(seen, CancellationToken.None);
        Assert.False(seen.Waits.TryRead(out _));
        Task second = limiter.AcquireAsync(seen, CancellationToken.None);

        Assert.False(second.IsCompleted);
        Assert.True(seen.Waits.TryRead(out ClientWait? wait));
        Assert.Equal(new ClientWait(null, 0, "the limit of 1 request per hour is reached"), wait);
        Assert.False(seen.Waits.TryRead(out _));
    }

    [Fact]
    public async Task The_reason_of_a_wait_names_the_limit()
    {
        RequestRateLimiter limiter = Limiter(2);
        Recorder seen = new();
        await limiter.AcquireAsync(null, CancellationToken.None);
        await limiter.AcquireAsync(null, CancellationToken.None);

        _ = limiter.AcquireAsync(seen, CancellationToken.None);

        Assert.True(seen.Waits.TryRead(out ClientWait? wait));
        Assert.Equal("the limit of 2 requests per hour is reached", wait.Reason);
    }

    [Fact]
    public async Task A_wait_can_be_stopped_and_takes_no_permit()
    {
        RequestRateLimiter limiter = Limiter(1);
        using CancellationTokenSource stop = new();
        RequestPermit first = await limiter.AcquireAsync(null, CancellationToken.None);
        Task stopped = limiter.AcquireAsync(null, stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        first.Dispose();

        await limiter.AcquireAsync(null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Closing_the_client_ends_the_waits()
    {
        RequestRateLimiter limiter = Limiter(1);
        RequestPermit permit = await limiter.AcquireAsync(null, CancellationToken.None);
        Task waiting = limiter.AcquireAsync(null, CancellationToken.None);

        await _closed.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limiter.AcquireAsync(null, CancellationToken.None));
        permit.Use();
        permit.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Limiter(1).AcquireAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task A_permit_that_was_not_used_is_returned_at_once()
    {
        RequestRateLimiter limiter = Limiter(1);
        RequestPermit permit = await limiter.AcquireAsync(null, CancellationToken.None);
        Task<RequestPermit> next = limiter.AcquireAsync(null, CancellationToken.None);

        permit.Dispose();
        permit.Dispose();

        await next.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.False(limiter.AcquireAsync(null, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_permit_that_was_used_is_returned_60_minutes_later()
    {
        RequestRateLimiter limiter = Limiter(1);
        using (RequestPermit permit = await limiter.AcquireAsync(null, CancellationToken.None))
            permit.Use();
        Task<RequestPermit> next = limiter.AcquireAsync(null, CancellationToken.None);

        _clock.Advance(Hour - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await next.WaitAsync(TimeSpan.FromSeconds(15));
    }

    /// <summary>The time between being let go and leaving, and that of the exchange, are different for each request.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task No_60_minutes_contain_more_requests_than_the_limit(int seed)
    {
        const int Limit = 4;
        Random random = new(seed);
        RequestRateLimiter limiter = Limiter(Limit);
        List<DateTimeOffset> left = [];
        List<DateTimeOffset> ended = [];
        Queue<RequestPermit> inFlight = new();
        Task<RequestPermit> next = limiter.AcquireAsync(null, CancellationToken.None);

        for (int step = 0; step < 2_000; step++)
        {
            _clock.Advance(TimeSpan.FromSeconds(random.Next(600)));
            bool isFree = inFlight.Count + ended.Count(end => _clock.GetUtcNow() - end < Hour) < Limit;
            if (isFree)
            {
                inFlight.Enqueue(await next.WaitAsync(TimeSpan.FromSeconds(15)));
                left.Add(_clock.GetUtcNow());
                next = limiter.AcquireAsync(null, CancellationToken.None);
            }
            else
            {
                Assert.False(next.IsCompleted);
            }

            if (inFlight.Count > 0 && random.Next(3) == 0)
            {
                using RequestPermit permit = inFlight.Dequeue();
                permit.Use();
                ended.Add(_clock.GetUtcNow());
            }
        }

        Assert.InRange(left.Count, 100, 2_000);
        Assert.All(
            left.Zip(left.Skip(Limit), (first, last) => last - first),
            span => Assert.True(span >= Hour, $"{Limit + 1} left within {span}"));
    }

    [Fact]
    public async Task Requests_that_wait_for_the_token_hold_no_permit()
    {
        TaskCompletionSource held = new();
        using Rig rig = new() { RequestsPerHour = 1 };
        BookingRequest aReturn = new(Operation.Return, OrderAddress.ById(45453571), "R", [new RequestItem(12345678, null, 1)]);
        rig.Tokens.Answers(n => n == 1 ? Answer.Token("slow").After(held.Task) : Answer.Token("fast"));

        Task<string> slow = rig.SendAsync(aReturn);
        await rig.Tokens.RequestAsync(1);
        string fast = await rig.SendAsync();
        held.SetResult();

        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", fast);
        Assert.Equal("the limit of 1 request per hour is reached", (await rig.NextWaitAsync()).Reason);
        Assert.Single(rig.Api.Requests);
        rig.Clock.Advance(Hour);
        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await slow);
    }

    [Fact]
    public async Task A_token_that_expires_during_the_wait_for_a_permit_is_renewed()
    {
        using Rig rig = new() { RequestsPerHour = 1 };
        await rig.SendAsync();

        Task<string> second = rig.SendAsync();
        await rig.NextWaitAsync();
        rig.Clock.Advance(Hour);
        await second;

        Assert.Equal(["Bearer token-1", "Bearer token-2"], rig.Api.Requests.SelectMany(request => request.Header("Authorization")));
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_after_the_wait_returns_the_permit()
    {
        using Rig rig = new(retries: 0) { RequestsPerHour = 1 };
        rig.Tokens.Answers(n => n == 2 ? Answer.Of(400, """{"error":"invalid_client"}""") : Answer.Token($"token-{n}"));
        await rig.SendAsync();

        Task<string> second = rig.SendAsync();
        await rig.NextWaitAsync();
        rig.Clock.Advance(Hour);

        Assert.Equal("NotSent AuthenticationFailed x1: 127.0.0.1 returned HTTP 400: invalid_client", await second);
        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await rig.SendAsync());
        Assert.Equal(["Bearer token-1", "Bearer token-3"], rig.Api.Requests.SelectMany(request => request.Header("Authorization")));
    }

    [Fact]
    public async Task A_request_that_was_not_sent_uses_no_permit()
    {
        using Rig rig = new(retries: 1) { RequestsPerHour = 1, ApiUri = new Uri("https://kornitx.invalid/") };

        Assert.StartsWith("NotSent Unreachable x2: ", await rig.SendAsync(waits: 1), StringComparison.Ordinal);
        Assert.StartsWith("NotSent Unreachable x2: ", await rig.SendAsync(waits: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_rejected_with_429_uses_a_permit()
    {
        using Rig rig = new() { RequestsPerHour = 1 };
        rig.Api.Answers(Answer.Of(429, "", "Retry-After: 5"), Answer.Booked());

        Task<string> sending = rig.SendAsync();
        await rig.PassWaitAsync();

        Assert.Equal("the limit of 1 request per hour is reached", (await rig.NextWaitAsync()).Reason);
        Assert.Single(rig.Api.Requests);
        rig.Clock.Advance(Hour);
        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await sending);
    }

    private RequestRateLimiter Limiter(int requests) => new(requests, Hour, _clock, _closed.Token);
}
