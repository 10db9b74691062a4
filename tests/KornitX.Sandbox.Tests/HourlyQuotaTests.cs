using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace KornitX.Tests;

public sealed class HourlyQuotaTests
{
    private const string Path = "order/45453576/cancellation";
    private const string Body = """{"items":[{"id":12345688,"quantity":1}]}""";

    private DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Requests_over_the_limit_are_answered_with_400_for_an_hour()
    {
        using SandboxClient wire = new(new SandboxOptions { RequestsPerHour = 2, TokenLifetimeSec = 86400, Clock = () => _now });

        Assert.Equal(200, (await wire.PostAsync(Path, Body)).Status);
        _now = _now.AddMinutes(30);
        Assert.Equal(200, (await wire.PostAsync(Path, Body)).Status);
        Assert.Equal((400, """{"error":{"message":"Rate limit exceeded","code":0}}"""), (await wire.PostAsync(Path, Body)).Said);
        _now = _now.AddMinutes(30);
        Assert.Equal(200, (await wire.PostAsync(Path, Body)).Status);
        Assert.Equal(400, (await wire.PostAsync(Path, Body)).Status);
        Assert.Equal(3, wire.Sandbox.Bookings.Count);
    }

    [Fact]
    public async Task Token_requests_do_not_count()
    {
        using SandboxClient wire = new(new SandboxOptions { RequestsPerHour = 1 });
        for (int i = 0; i < 5; i++)
            await wire.TokenAsync(SandboxClient.CancellationScope);

        Assert.Equal(200, (await wire.PostAsync(Path, Body)).Status);
    }

    [Fact]
    public async Task A_request_over_the_limit_does_not_use_a_fault()
    {
        using SandboxClient wire = new(new SandboxOptions { RequestsPerHour = 1 });
        await wire.PostAsync(Path, Body);
        wire.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Forbidden));

        Assert.Equal(400, (await wire.PostAsync(Path, Body)).Status);
        Assert.Single(wire.Sandbox.Faults);
    }

    [Fact]
    public async Task Concurrent_requests_do_not_exceed_the_limit()
    {
        using SandboxClient wire = new(new SandboxOptions { RequestsPerHour = 5 });
        await wire.PostAsync(Path, Body);

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => wire.PostAsync(Path, Body))));

        Assert.Equal(4, replies.Count(reply => reply.Status == 200));
    }
}
