using System.Net;
using System.Security;
using KornitX.Sandboxes;

namespace KornitX;

/// <summary>
/// A KornitX server for practice and tests with a token endpoint, cancellations, and returns, in this process and on loopback.
/// It follows the platform's rules and fails on demand (<see cref="AddFault"/>).
/// You can use it from several threads.
/// </summary>
public sealed class Sandbox : IDisposable
{
    /// <summary>Protects the state below. A request holds it until it is booked and logged.</summary>
    private readonly object _lock = new();
    private readonly OrderStore _orders;
    private readonly FaultQueue _faults = new();
    private readonly RequestLog _log;
    private readonly TokenEndpoint _tokens;
    private readonly RequestRouter _router;
    private readonly HttpServer _server;
    private readonly SecureString _secret;

    private Sandbox(SandboxOptions options)
    {
        TimeProvider time = options.Time;
        string secret = options.ClientSecret ?? RandomText();
        Operation[] granted = options.Operations?.Select(Operation.Parse).ToArray() ?? [.. Operation.All];

        _orders = new OrderStore(time);
        foreach (SandboxOrder order in options.Orders ?? SandboxOrder.BuiltIn)
            _orders.Add(order);
        _log = new RequestLog(options.RequestLogLimit, time);
        _secret = new NetworkCredential("", secret).SecurePassword;
        ClientId = options.ClientId;
        StartedAt = time.GetUtcNow().LocalDateTime;

        _tokens = new TokenEndpoint(ClientId, secret, granted, options.TokenLifetimeSec, time);
        _router = new RequestRouter(_tokens, new OrderEndpoint(_orders, _tokens), options.RequestsPerHour, _faults, _log, time);
        _server = HttpServer.Open(options.Port, Handle);
        ApiUri = new Uri($"http://localhost:{_server.Port}/");
        TokenUri = new Uri(ApiUri, "token");
    }

    /// <summary>The root of the API, with a slash at the end.</summary>
    public Uri ApiUri { get; }

    /// <summary>The token endpoint.</summary>
    public Uri TokenUri { get; }

    /// <summary>The client ID it accepts.</summary>
    public string ClientId { get; }

    /// <summary>A copy of the client secret, which the caller disposes.</summary>
    public SecureString ClientSecret => _secret.Copy();

    /// <summary>When it was started, in local time.</summary>
    public DateTime StartedAt { get; }

    /// <summary>False after it has been stopped.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>The orders in their current state. Their quantities change as items are cancelled and returned.</summary>
    public IReadOnlyList<SandboxOrder> Orders => Locked(() => _orders.Orders);

    /// <summary>The bookings so far, oldest first.</summary>
    public IReadOnlyList<SandboxBooking> Bookings => Locked(() => _orders.Bookings);

    /// <summary>The last requests that the log keeps, oldest first.</summary>
    public IReadOnlyList<SandboxRequest> Requests => Locked(() => _log.Snapshot());

    /// <summary>The number of requests since the start or the last <see cref="ClearRequests"/>, including those for tokens.</summary>
    public int RequestCount => Locked(() => _log.Count);

    /// <summary>The faults that are still pending, the next one first.</summary>
    public IReadOnlyList<SandboxFault> Faults => Locked(() => _faults.Snapshot());

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A running sandbox.</returns>
    /// <exception cref="ArgumentException">An option or an order is not valid.</exception>
    /// <exception cref="InvalidOperationException">The port is in use.</exception>
    public static Sandbox Start(SandboxOptions? options = null) => new(options ?? new SandboxOptions());

    /// <summary>Adds a copy of a fault to the end of the queue.</summary>
    /// <exception cref="ArgumentException">The fault is for both an order and the token endpoint.</exception>
    public void AddFault(SandboxFault fault) => Locked(() => _faults.Add(fault ?? throw new ArgumentNullException(nameof(fault))));

    /// <summary>Removes the faults that are still pending.</summary>
    public void ClearFaults() => Locked(_faults.Clear);

    /// <summary>Makes all tokens issued so far invalid.</summary>
    public void ExpireTokens() => Locked(_tokens.ExpireAll);

    /// <summary>Adds a copy of an order.</summary>
    /// <exception cref="ArgumentException">The order is not valid, or there is an order with its ID.</exception>
    public void AddOrder(SandboxOrder order) =>
        Locked(() => _orders.Add(order ?? throw new ArgumentNullException(nameof(order))));

    /// <summary>Empties the log of requests and sets the count to 0.</summary>
    public void ClearRequests() => Locked(_log.Clear);

    /// <summary>Stops it and closes its connections. Its orders, bookings and requests can still be read. Safe to call again.</summary>
    public void Stop()
    {
        // No request is booked after this.
        Locked(() => IsRunning = false);
        _server.Dispose();
    }

    /// <summary>The same as <see cref="Stop"/>.</summary>
    public void Dispose() => Stop();

    /// <summary>The address of its API.</summary>
    public override string ToString() => ApiUri.ToString();

    /// <summary>Random text for secrets and tokens, which protect orders for practice only.</summary>
    internal static string RandomText() => $"{Guid.NewGuid():N}";

    private HttpReply Handle(HttpRequest request) =>
        Locked(() => IsRunning ? _router.Handle(request) : throw new ObjectDisposedException(nameof(Sandbox)));

    private void Locked(Action change)
    {
        lock (_lock)
            change();
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }
}
