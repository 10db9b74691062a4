namespace KornitX.Client.Tests;

/// <summary>Rejected before processing: nothing was booked, and the request is sent again after a wait.</summary>
public sealed class BusyTests
{
    private const string Created = "Created 254001 [12345678 of 45453571, line 5]";

    [Theory]
    [InlineData(429, "", 0)]
    [InlineData(429, "Retry-After: 17", 17)]
    [InlineData(429, "Retry-After: 3600", 3600)]
    [InlineData(429, "Retry-After: 0003600", 3600)]
    [InlineData(429, "Retry-After: Thu, 01 Jan 2026 00:02:30 GMT", 150)]
    [InlineData(429, "Retry-After: Thursday, 01-Jan-26 00:02:30 GMT", 150)]
    // The longest of several, as two lines or as a proxy joins them.
    [InlineData(429, "Retry-After: 5\r\nRetry-After: 30", 30)]
    [InlineData(429, "Retry-After: 30\r\nRetry-After: 5", 30)]
    [InlineData(429, "Retry-After: 5, 30", 30)]
    [InlineData(429, "Retry-After: 0, 30", 30)]
    [InlineData(429, "Retry-After: soon, 30", 30)]
    [InlineData(429, "Retry-After: 5, Thu", 5)]
    [InlineData(429, "Retry-After: 5, Thu, 01 Jan 2026 00:02:30 GMT", 150)]
    [InlineData(429, "Retry-After: Thu, 01 Jan 2026 00:02:30 GMT, 5", 150)]
    // By the server's clock, not by this machine's, which is a day ahead or behind.
    [InlineData(429, "Date: Wed, 31 Dec 2025 00:00:00 GMT\r\nRetry-After: Wed, 31 Dec 2025 00:02:30 GMT", 150)]
    [InlineData(429, "Date: Fri, 02 Jan 2026 00:00:00 GMT\r\nRetry-After: Fri, 02 Jan 2026 00:02:30 GMT", 150)]
    public async Task The_client_waits_as_long_as_Retry_After_says(int status, string header, int seconds)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(status, "", header.Length == 0 ? [] : [header]), Answer.Booked());

        Task<string> sending = rig.SendAsync();
        ClientWait wait = await rig.PassWaitAsync();

        Assert.Equal(Created, await sending);
        Assert.Equal((1, $"HTTP {status}"), (wait.Attempt, wait.Reason));
        if (seconds > 0)
            Assert.Equal(TimeSpan.FromSeconds(seconds), wait.Delay);
        AssertSame(rig.Api.Requests, 2);
    }

    [Fact]
    public async Task Retry_After_0_does_not_wait()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(429, "", "Retry-After: 0"), Answer.Booked());

        Assert.Equal(Created, await rig.SendAsync());
        AssertSame(rig.Api.Requests, 2);
    }

    [Theory]
    [InlineData("Retry-After: soon")]
    [InlineData("Retry-After: -5")]
    [InlineData("Retry-After: 1.5")]
    [InlineData("Retry-After: +5")]
    [InlineData("Retry-After: 0x10")]
    [InlineData("Retry-After:")]
    [InlineData("Retry-After: ,")]
    [InlineData("Retry-After: 0, soon")]
    [InlineData("Retry-After: Wed, 31 Dec 2025 23:59:59 GMT")]
    [InlineData("Retry-After: Thu, 01 Jan 2026 00:00:00 GMT")]
    [InlineData("Date: Fri, 02 Jan 2026 00:00:00 GMT\r\nRetry-After: Thu, 01 Jan 2026 00:02:30 GMT")]
    [InlineData("Retry-After: Thu, 32 Jan 2026 00:02:30 GMT")]
    public async Task An_implausible_Retry_After_uses_the_default_wait(string header)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(429, "", header), Answer.Booked());

        Task<string> sending = rig.SendAsync();
        ClientWait wait = await rig.PassWaitAsync();

        Assert.Equal(Created, await sending);
        Assert.InRange(wait.Delay!.Value.TotalSeconds, 0.5, 1);
    }

    [Theory]
    [InlineData("API rate limit exceeded")]
    [InlineData("Rate limit reached")]
    [InlineData("Too many requests")]
    [InlineData("Request limit exceeded: 1000 requests per hour")]
    [InlineData("You may make 10000 calls a day")]
    [InlineData("API call quota exceeded")]
    [InlineData("Throttled")]
    public async Task A_400_for_too_many_requests_is_retried(string message)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Refused(400, message), Answer.Booked());

        Task<string> sending = rig.SendAsync();
        ClientWait wait = await rig.PassWaitAsync();

        Assert.Equal(Created, await sending);
        Assert.Equal($"HTTP 400: {message}", wait.Reason);
        AssertSame(rig.Api.Requests, 2);
    }

    [Theory]
    [InlineData(400, "Quantity exceeds the limit")]
    [InlineData(400, "Invalid item specified, index 0")]
    [InlineData(400, "Too many items")]
    [InlineData(403, "Rate limit reached")]
    [InlineData(422, "Too many requests")]
    public async Task Other_rejections_are_not_rate_limits(int status, string message)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Refused(status, message));

        Assert.StartsWith($"Rejected {status}", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Single(rig.Api.Requests);
    }

    [Theory]
    [InlineData(429, "NotSent RateLimited x4: HTTP 429: Slow down")]
    [InlineData(400, "NotSent RateLimited x4: HTTP 400: Request limit reached")]
    public async Task The_client_stops_when_all_retries_are_used(int status, string outcome)
    {
        using Rig rig = new(retries: 3);
        rig.Api.Answers(Answer.Refused(status, status == 429 ? "Slow down" : "Request limit reached", "Retry-After: 2"));

        Assert.Equal(outcome, await rig.SendAsync(waits: 3));
        AssertSame(rig.Api.Requests, 4);
    }

    [Fact]
    public async Task Without_retries_it_is_tried_once()
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Of(429, "", "Retry-After: 2"));

        Assert.Equal("NotSent RateLimited x1: HTTP 429", await rig.SendAsync());
        Assert.Single(rig.Api.Requests);
    }

    [Theory]
    [InlineData(429, "Retry-After: 3601", "NotSent RateLimited x1: HTTP 429; the server asks to wait 0.01:00:01")]
    [InlineData(429, "Retry-After: 86400", "NotSent RateLimited x1: HTTP 429; the server asks to wait 1.00:00:00")]
    [InlineData(
        429, "Retry-After: Thu, 01 Jan 2099 00:00:00 GMT", "NotSent RateLimited x1: HTTP 429; the server asks to wait 26663.00:00:00")]
    [InlineData(429, "Retry-After: 99999999999", "NotSent RateLimited x1: HTTP 429; the server asks to wait 1157407.09:46:39")]
    [InlineData(429, "Retry-After: 99999999999999999999", "NotSent RateLimited x1: HTTP 429; the server asks to wait 10416666.16:00:00")]
    [InlineData(429, "Retry-After: 5\r\nRetry-After: 3601", "NotSent RateLimited x1: HTTP 429; the server asks to wait 0.01:00:01")]
    public async Task A_wait_of_more_than_an_hour_is_not_started(int status, string header, string outcome)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(status, "", header));

        Assert.Equal(outcome, await rig.SendAsync());
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task Without_Retry_After_the_waits_increase()
    {
        using Rig rig = new(retries: 8);
        rig.Api.Answers(Answer.Of(429, ""));

        Task<string> sending = rig.SendAsync();
        List<ClientWait> waits = [];
        for (int i = 0; i < 8; i++)
            waits.Add(await rig.PassWaitAsync());

        Assert.Equal("NotSent RateLimited x9: HTTP 429", await sending);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], waits.Select(wait => wait.Attempt));
        // The times are jittered: only their bounds are certain.
        double[] seconds = [.. waits.Select(wait => wait.Delay!.Value.TotalSeconds)];
        Assert.All(seconds, wait => Assert.InRange(wait, 0, 60));
        Assert.True(seconds[4..].Sum() > seconds[..4].Sum());
        // Without jitter all rejected requests would be retried at the same time.
        Assert.NotEqual([1, 2, 4, 8], seconds[..4]);
    }

    [Fact]
    public async Task An_unknown_retry_makes_the_outcome_unknown()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(429, "", "Retry-After: 2"), Answer.Of(500, ""), Answer.Booked());

        Assert.Equal("Unknown: HTTP 500", await rig.SendAsync(waits: 1));
        AssertSame(rig.Api.Requests, 2);
    }

    private static void AssertSame(IReadOnlyList<Received> requests, int count)
    {
        Assert.Equal(
            Enumerable.Repeat(("POST /order/45453571/cancellation HTTP/1.1", """{"items":[{"id":12345678,"quantity":1}]}"""), count),
            requests.Select(request => (request.Line, request.Text)));
    }
}
