using System.Net;
using System.Net.Sockets;

namespace KornitX.Client.Tests;

/// <summary>The run is stopped. Requests in flight are unknown; the rest were not sent.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Before_the_request_starts(int retries)
    {
        using Rig rig = new(retries);
        using CancellationTokenSource stop = new();
        await rig.SendAsync();
        stop.Cancel();

        Assert.Equal("NotSent Stopped x0: the run was stopped", await rig.SendAsync(stop: stop.Token));
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task While_the_token_is_requested()
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Hang);
        using CancellationTokenSource stop = new();

        Task<string> sending = rig.SendAsync(stop: stop.Token);
        await rig.Tokens.RequestAsync(1);
        stop.Cancel();

        Assert.Equal("NotSent Stopped x1: the run was stopped", await sending);
        Assert.Equal(0, rig.Api.Connections);
    }

    [Fact]
    public async Task One_sender_stops_and_the_others_get_the_token()
    {
        TaskCompletionSource stopped = new();
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Token("T").After(stopped.Task));
        using CancellationTokenSource stop = new();

        Task<string> first = rig.SendAsync(stop: stop.Token);
        Task<string> second = rig.SendAsync();
        await rig.Tokens.RequestAsync(1);
        stop.Cancel();
        Assert.Equal("NotSent Stopped x1: the run was stopped", await first);
        stopped.SetResult();

        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await second);
        Assert.Single(rig.Tokens.Requests);
    }

    [Fact]
    public async Task While_it_waits_for_a_retry()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(429, "", "Retry-After: 30"), Answer.Booked());
        using CancellationTokenSource stop = new();

        Task<string> sending = rig.SendAsync(stop: stop.Token);
        await rig.Clock.TimerStartedAsync(TimeSpan.FromSeconds(30));
        stop.Cancel();

        Assert.Equal("NotSent Stopped x1: the run was stopped", await sending);
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task While_it_connects()
    {
        TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using Rig rig = new() { ApiUri = new Uri($"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/") };
        using CancellationTokenSource stop = new();

        Task<string> sending = rig.SendAsync(stop: stop.Token);
        using (await silent.AcceptSocketAsync())
        {
            stop.Cancel();
            Assert.Equal("NotSent Stopped x1: the run was stopped", await sending);
        }

        silent.Stop();
    }

    [Fact]
    public async Task While_it_is_in_flight()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Hang, Answer.Booked());
        using CancellationTokenSource stop = new();

        Task<string> sending = rig.SendAsync(stop: stop.Token);
        await rig.Api.RequestAsync(1);
        stop.Cancel();

        Assert.Equal("Unknown: the run was stopped", await sending);
        Assert.Single(rig.Api.Requests);
        Assert.Equal(1, rig.Api.Connections);
    }

    [Fact]
    public async Task While_the_response_is_read()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n[{\"id\"").ThenHang(), Answer.Booked());
        using CancellationTokenSource stop = new();

        Task<string> sending = rig.SendAsync(stop: stop.Token);
        await rig.Api.AnsweredAsync(1);
        stop.Cancel();

        Assert.Matches("^Unknown: (the run was stopped|HTTP 200: the run was stopped, which does not confirm the booking)$", await sending);
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task A_booked_order_stays_booked()
    {
        using Rig rig = new();
        using CancellationTokenSource stop = new();

        string outcome = await rig.SendAsync(stop: stop.Token);
        stop.Cancel();

        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", outcome);
    }

    [Fact]
    public async Task Closing_the_client_stops_senders_that_wait_for_a_token()
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Hang);

        Task<string> sending = rig.SendAsync();
        await rig.Tokens.RequestAsync(1);
        rig.Client.Dispose();

        Assert.Equal("NotSent Disconnected x1: the connection was closed", await sending);
        Assert.Equal(0, rig.Api.Connections);
    }

    [Fact]
    public async Task Closing_the_client_stops_waiting_and_later_senders()
    {
        using Rig rig = new() { RequestsPerHour = 1 };
        await rig.SendAsync();

        Task<string> sending = rig.SendAsync();
        Assert.Equal(new ClientWait(null, 0, "the limit of 1 request per hour is reached"), await rig.NextWaitAsync());
        rig.Client.Dispose();

        Assert.Equal("NotSent Disconnected x1: the connection was closed", await sending);
        Assert.Equal("NotSent Disconnected x1: the connection was closed", await rig.SendAsync());
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task Closing_the_client_stops_senders_that_renew_the_token_after_a_wait()
    {
        using Rig rig = new() { RequestsPerHour = 1 };
        rig.Tokens.Answers(Answer.Token("token-1"), Answer.Hang);
        await rig.SendAsync();

        Task<string> sending = rig.SendAsync();
        await rig.NextWaitAsync();
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.Tokens.RequestAsync(2);
        rig.Client.Dispose();

        Assert.Equal("NotSent Disconnected x1: the connection was closed", await sending);
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task A_closed_client_sends_nothing_and_can_be_closed_again()
    {
        using Rig rig = new(retries: 0);
        await rig.SendAsync();
        rig.Client.Dispose();
        rig.Client.Dispose();

        Assert.StartsWith("NotSent ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Single(rig.Api.Requests);
    }
}
