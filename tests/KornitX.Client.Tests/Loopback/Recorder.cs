using System.Threading.Channels;

namespace KornitX.Client.Tests;

/// <summary>Records what a client reports.</summary>
internal sealed class Recorder : IClientObserver
{
    private readonly object _lock = new();
    private readonly List<HttpExchange> _exchanges = [];
    private readonly Channel<ClientWait> _waits = Channel.CreateUnbounded<ClientWait>();

    public IReadOnlyList<HttpExchange> Exchanges
    {
        get
        {
            lock (_lock)
                return [.. _exchanges];
        }
    }

    /// <summary>The waits that no test has taken yet.</summary>
    public ChannelReader<ClientWait> Waits => _waits.Reader;

    public void OnExchange(HttpExchange exchange)
    {
        lock (_lock)
            _exchanges.Add(exchange);
    }

    public void OnWait(ClientWait wait) => _waits.Writer.TryWrite(wait);
}
