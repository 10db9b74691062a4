using Microsoft.Extensions.Time.Testing;

namespace KornitX.Tests;

public sealed class HourlyQuotaTests
{
    private const string Path = "order/45453576/cancellation";
    private const string Body = """{"items":[{"id":12345688,"quantity":1}]}""";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Requests_over_the_limit_are_rejected_with_400_for_an_hour()
    {
        using SandboxClient client = new(new SandboxOptions { RequestsPerHour = 2, TokenLifetimeSec = 86400, Time = _time });

        Assert.Equal(200, (await client.PostAsync(Path, Body)).Status);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(200, (await client.PostAsync(Path, Body)).Status);
        Assert.Equal((400, """{"error":{"message":"Rate limit exceeded","code":0}}"""), (await client.PostAsync(Path, Body)).Said);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(200, (await client.PostAsync(Path, Body)).Status);
        Assert.Equal(400, (await client.PostAsync(Path, Body)).Status);
        Assert.Equal(3, client.Sandbox.Bookings.Count);
    }

    [Fact]
    public async Task Token_requests_do_not_count()
    {
        using SandboxClient client = new(new SandboxOptions { RequestsPerHour = 1 });
        for (int i = 0; i < 5; i++)
            await client.TokenAsync(SandboxClient.CancellationScope);

        Assert.Equal(200, (await client.PostAsync(Path, Body)).Status);
    }

    [Fact]
    public async Task A_request_over_the_limit_does_not_use_a_fault()
    {
        using SandboxClient client = new(new SandboxOptions { RequestsPerHour = 1 });
        await client.PostAsync(Path, Body);
        client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Forbidden));

        Assert.Equal(400, (await client.PostAsync(Path, Body)).Status);
        Assert.Single(client.Sandbox.Faults);
    }

    [Fact]
    public async Task Concurrent_requests_do_not_exceed_the_limit()
    {
        using SandboxClient client = new(new SandboxOptions { RequestsPerHour = 5 });
        await client.PostAsync(Path, Body);

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => client.PostAsync(Path, Body))));

        Assert.Equal(4, replies.Count(reply => reply.Status == 200));
    }
}
