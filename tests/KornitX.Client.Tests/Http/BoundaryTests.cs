namespace KornitX.Client.Tests;

/// <summary>
/// Whatever is thrown during an exchange becomes an outcome: unknown if the request may have been sent, and not sent otherwise.
/// </summary>
public sealed class BoundaryTests
{
    /// <summary>Reading the escaped name with half of a surrogate pair throws an exception that no parser documents.</summary>
    private const string Unreadable = """{"error":{"\ud83dmessage":"x"}}""";

    [Theory]
    [InlineData(502, Unreadable, "Unknown: HTTP 502: " + Unreadable)]
    [InlineData(400, Unreadable, "Rejected 400: " + Unreadable)]
    [InlineData(200, Unreadable, "Unknown: HTTP 200: " + Unreadable + ", which does not confirm the booking")]
    [InlineData(
        200,
        """[{"\ud83did":1,"id":254001}]""",
        "Unknown: HTTP 200: [{\"\\ud83did\":1,\"id\":254001}], which does not confirm the booking")]
    [InlineData(502, """{"\ud83derror":"x"}""", "Unknown: HTTP 502: {\"\\ud83derror\":\"x\"}")]
    public async Task A_response_that_cannot_be_read_has_an_outcome(int status, string body, string outcome)
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Of(status, body));

        Assert.Equal(outcome, await rig.SendAsync());
        Assert.Equal(outcome, await rig.SendAsync());
        Assert.Equal(2, rig.Api.Requests.Count);
    }

    [Theory]
    [InlineData(401, Unreadable, "AuthenticationFailed", "127.0.0.1 returned HTTP 401 with a body that is not an OAuth error")]
    [InlineData(502, Unreadable, "Unreachable", "127.0.0.1 returned HTTP 502 with a body that is not an OAuth error")]
    [InlineData(200, """{"\ud83daccess_token":"T"}""", "Unreachable", "127.0.0.1 returned HTTP 200 without a usable token")]
    public async Task A_token_response_that_cannot_be_read_is_a_refusal(int status, string body, string reason, string message)
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(status, body));

        Assert.Equal($"NotSent {reason} x1: {message}", await rig.SendAsync());
        Assert.Equal($"NotSent {reason} x0: {message}", (await rig.Client.RequestTokenAsync(Operation.Return)).Failure!.Describe());
    }

    [Fact]
    public async Task An_observer_that_throws_changes_no_outcome()
    {
        using Rig rig = new(retries: 1) { RequestsPerHour = 5 };
        rig.Tokens.Answers(Answer.Of(429, "", "Retry-After: 0"), Answer.Token("T"));
        rig.Api.Answers(Answer.Of(429, "", "Retry-After: 0"), Answer.Booked());

        Outcome outcome = await rig.Client.SendAsync(Rig.Request, new ThrowingObserver());

        Assert.IsType<Outcome.Created>(outcome);
        Assert.Equal(2, rig.Api.Requests.Count);
    }

    /// <summary>A clock is one of the parts that nobody expects to throw.</summary>
    [Theory]
    [InlineData(1, "NotSent Unreachable x1: 127.0.0.1: planted")]
    [InlineData(2, "NotSent Unreachable x1: 127.0.0.1: planted")]
    public async Task What_throws_before_the_request_is_sent_is_NotSent(int call, string outcome)
    {
        using TestServer tokens = new(_ => Answer.Token("T"));
        ThrowingClock clock = new(call);
        using KornitXClient client = new(
            new KornitXClientOptions { ApiUri = tokens.Uri, TokenUri = tokens.Uri, MaximumRetryCount = 0, TimeProvider = clock },
                new("client", "secret"));

        Assert.Equal(outcome, (await client.SendAsync(Rig.Request)).Describe());
        Assert.Empty(tokens.Requests);
    }

    [Fact]
    public async Task What_throws_after_the_request_was_sent_is_a_failure_of_a_request_that_was_sent()
    {
        using TestServer server = new(_ => Answer.Of(200, "x", "X-Request-Id: 4711"));
        ClientProxy proxy = ClientProxy.FromSystem(null);
        using Microsoft.Extensions.DependencyInjection.ServiceProvider services = HttpStack.CreateProvider(proxy);
        HttpExchanger exchanger = new(services, proxy, TimeSpan.FromSeconds(100), TimeProvider.System);
        PostRequest post = new(server.Uri, [1], "application/json", null, [], "");

        ExchangeResult result = await exchanger.PostAsync(
            () => post, seen => seen.Failure is null ? throw new InvalidOperationException("planted") : seen, null, CancellationToken.None);
        ExchangeResult unsent = await exchanger.PostAsync<ExchangeResult>(
            () => throw new InvalidOperationException("planted"), seen => seen, new ThrowingObserver(), CancellationToken.None);

        Assert.Equal((true, 200, "planted", null), (result.BodyStarted, result.Status, result.Failure, result.Body));
        Assert.Equal("X-Request-Id: 4711", result.Trace!.RequestIds);
        Assert.Equal((false, null, "planted", null), (unsent.BodyStarted, unsent.Status, unsent.Failure, unsent.Trace));
    }

    private sealed class ThrowingObserver : IClientObserver
    {
        public void OnExchange(HttpExchange exchange) => throw new InvalidOperationException("planted");

        public void OnWait(ClientWait wait) => throw new InvalidOperationException("planted");
    }

    private sealed class ThrowingClock(int call) : TimeProvider
    {
        private int _calls;

        public override long GetTimestamp() =>
            Interlocked.Increment(ref _calls) == call ? throw new InvalidOperationException("planted") : base.GetTimestamp();

        public override DateTimeOffset GetUtcNow() =>
            Interlocked.Increment(ref _calls) == call ? throw new InvalidOperationException("planted") : base.GetUtcNow();
    }
}
