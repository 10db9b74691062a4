namespace KornitX.Client.Tests;

/// <summary>What an observer receives.</summary>
public sealed class ObserverTests
{
    [Fact]
    public async Task An_exchange_is_reported_with_its_bodies_and_duration()
    {
        TaskCompletionSource later = new();
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(200, "[\r\n{\"id\":7}]").After(later.Task));

        Task<string> sending = rig.SendAsync();
        await rig.Api.RequestAsync(1);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(1234));
        later.SetResult();
        await sending;

        HttpExchange exchange = rig.Seen.Exchanges[1];
        Assert.Equal(new Uri(rig.Api.Uri, "order/45453571/cancellation"), exchange.Uri);
        Assert.Equal((200, TimeSpan.FromMilliseconds(1234), null), (exchange.Status, exchange.Elapsed, exchange.Failure));
        Assert.Equal("""{"items":[{"id":12345678,"quantity":1}]}""", exchange.RequestText);
        Assert.Equal("""[ {"id":7}]""", exchange.ResponseText);
    }

    [Fact]
    public async Task A_token_exchange_is_reported_without_its_bodies()
    {
        using Rig rig = new();

        await rig.SendAsync();

        HttpExchange exchange = rig.Seen.Exchanges[0];
        Assert.Equal((new Uri(rig.Tokens.Uri, "token"), 200), (exchange.Uri, exchange.Status));
        Assert.Null(exchange.RequestText);
        Assert.Null(exchange.ResponseText);
    }

    [Fact]
    public async Task A_failed_exchange_is_reported_with_the_error()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Hang);

        Task<string> sending = rig.SendAsync();
        await rig.Api.RequestAsync(1);
        rig.Clock.Advance(TimeSpan.FromSeconds(100));
        await sending;

        HttpExchange exchange = rig.Seen.Exchanges[1];
        Assert.Equal(
            (null, TimeSpan.FromSeconds(100), "no complete response within 100 s"), (exchange.Status, exchange.Elapsed, exchange.Failure));
    }

    [Fact]
    public async Task A_long_response_is_truncated()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(400, new string('x', 100_000)));

        await rig.SendAsync();

        Assert.Equal(new string('x', 10_000) + "…", rig.Seen.Exchanges[1].ResponseText);
    }
}
