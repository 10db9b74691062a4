using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace KornitX.Bench;

/// <summary>
/// KornitX's token endpoint and its order endpoints, which validate each request and book nothing, and /bench: GET returns
/// the counts, POST resets them and sets the latency of the order endpoints in milliseconds.
/// </summary>
internal sealed class BenchServer
{
    private readonly OrderEndpoint _orders = new();
    private int _latency;
    private int _requests;
    private int _refused;
    private int _inFlight;
    private int _maximumInFlight;

    public Task HandleAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/token" => OrderEndpoint.GiveTokenAsync(context),
        "/bench" => BenchAsync(context),
        _ => OrderAsync(context),
    };

    private async Task OrderAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        Enter();
        Answer answer = await _orders.AnswerAsync(context.Request);
        if (_latency > 0)
            await Task.Delay(_latency);
        if (answer.Status != StatusCodes.Status200OK)
            Interlocked.Increment(ref _refused);
        // Before the response is sent, because the client may send the next request as soon as it has it.
        Interlocked.Decrement(ref _inFlight);
        await answer.WriteAsync(context.Response);
    }

    private void Enter()
    {
        int now = Interlocked.Increment(ref _inFlight);
        int most;
        while (now > (most = Volatile.Read(ref _maximumInFlight)))
            Interlocked.CompareExchange(ref _maximumInFlight, now, most);
    }

    private Task BenchAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            _latency = int.TryParse(context.Request.Query["latency"], out int latency) ? latency : 0;
            _requests = _refused = _maximumInFlight = 0;
        }

        return new Answer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new
        {
            requests = _requests,
            refused = _refused,
            maximumInFlight = _maximumInFlight,
        })).WriteAsync(context.Response);
    }
}
