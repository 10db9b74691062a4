using System.Net;

namespace KornitX.Client.Tests;

/// <summary>A client with its own API and token endpoint on loopback, and a fake clock.</summary>
internal sealed class Rig : IDisposable
{
    /// <summary>What the requests here ask for, unless a test says otherwise.</summary>
    public static readonly BookingRequest Request =
        new(Operation.Cancellation, OrderAddress.ById(45453571), null, [new RequestItem(12345678, null, 1)]);

    /// <summary>The time limit of a wait in a test.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lazy<KornitXClient> _client;

    public Rig(int retries = 3) => _client = new(() => new KornitXClient(
        new KornitXClientOptions
        {
            ApiUri = ApiUri ?? Api.Uri,
            TokenUri = TokenUri ?? new Uri(Tokens.Uri, "token"),
            MaximumRetryCount = retries,
            RequestsPerHour = RequestsPerHour,
            Proxy = Proxy is { } proxy && !TokenProxy ? new Bypassing(proxy, Tokens.Uri) : Proxy,
            TimeProvider = Clock,
        },
        Credential));

    public TestServer Api { get; } = new(_ => Answer.Booked());

    /// <summary>Gives token-1, token-2 and so on.</summary>
    public TestServer Tokens { get; } = new(n => Answer.Token($"token-{n}"));

    public Uri? ApiUri { get; init; }

    public Uri? TokenUri { get; init; }

    public int RequestsPerHour { get; init; }

    public WebProxy? Proxy { get; init; }

    /// <summary>Whether the token endpoint is behind the proxy, too.</summary>
    public bool TokenProxy { get; init; } = true;

    public NetworkCredential Credential { get; init; } = new("client", "secret");

    public TestClock Clock { get; } = new();

    public Recorder Seen { get; } = new();

    public KornitXClient Client => _client.Value;

    /// <summary>Sends a request and says in one line its outcome.</summary>
    public async Task<string> SendAsync(BookingRequest? request = null, CancellationToken stop = default) =>
        (await Client.SendAsync(request ?? Request, Seen, stop).WaitAsync(Patience, CancellationToken.None)).Describe();

    /// <summary>The next wait that the client begins.</summary>
    public Task<ClientWait> NextWaitAsync() => Seen.Waits.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Advances the clock over the next wait.</summary>
    /// <returns>That wait.</returns>
    public async Task<ClientWait> PassWaitAsync()
    {
        ClientWait wait = await NextWaitAsync();
        await PassAsync(wait);
        return wait;
    }

    /// <summary>Advances the clock over a wait.</summary>
    public async Task PassAsync(ClientWait wait)
    {
        TimeSpan delay = wait.Delay!.Value;
        await Clock.TimerStartedAsync(delay).WaitAsync(Patience);
        Clock.Advance(delay);
    }

    /// <summary>Sends the request and lets so many waits pass.</summary>
    public async Task<string> SendAsync(int waits)
    {
        Task<string> sending = SendAsync();
        for (int i = 0; i < waits; i++)
            await PassWaitAsync();
        return await sending;
    }

    /// <summary>A proxy for all addresses but one.</summary>
    private sealed class Bypassing(WebProxy proxy, Uri direct) : IWebProxy
    {
        public ICredentials? Credentials { get => proxy.Credentials; set => proxy.Credentials = value; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.Port == direct.Port;
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
        Api.Dispose();
        Tokens.Dispose();
    }
}
