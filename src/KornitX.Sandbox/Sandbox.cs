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
    private readonly HttpServer _server;
    private readonly OrderStore _orders;
    private readonly FaultQueue _faults = new();
    private readonly RequestLog _log;
    private readonly TokenStore _tokens;
    private readonly SecureString _secret;

    private Sandbox(SandboxOptions options)
    {
        options.Check();
        TimeProvider time = options.Time;
        string secret = options.ClientSecret ?? RandomText.Hex();
        Operation[] granted = options.Operations?.Select(Operation.Parse).ToArray() ?? [.. Operation.All];

        _orders = new OrderStore(time);
        foreach (SandboxOrder order in options.Orders ?? SandboxOrder.BuiltIn)
            _orders.Add(order);
        _log = new RequestLog(options.RequestLogLimit, time);
        _tokens = new TokenStore(options.TokenLifetimeSec, time);
        _secret = Secure(secret);
        ClientId = options.ClientId;
        StartedAt = time.GetUtcNow().LocalDateTime;

        TokenEndpoint tokens = new(ClientId, secret, granted, _tokens);
        RequestRouter router = new(
            secret, tokens, new OrderEndpoint(_orders, _tokens), new HourlyQuota(options.RequestsPerHour, time), _faults, _log);
        _server = HttpServer.Open(options.Port, router.Handle);
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
    public bool IsRunning => _server.IsRunning;

    /// <summary>The orders in their current state. Their quantities change as items are cancelled and returned.</summary>
    public IReadOnlyList<SandboxOrder> Orders => _orders.Orders;

    /// <summary>The bookings so far, oldest first.</summary>
    public IReadOnlyList<SandboxBooking> Bookings => _orders.Bookings;

    /// <summary>The last requests that the log keeps, oldest first.</summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.Snapshot();

    /// <summary>The number of requests since the start or the last <see cref="ClearRequests"/>, including those for tokens.</summary>
    public int RequestCount => _log.Count;

    /// <summary>The faults that are still pending, the next one first.</summary>
    public IReadOnlyList<SandboxFault> Faults => _faults.Snapshot();

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A running sandbox.</returns>
    /// <exception cref="ArgumentException">An option or an order is not valid.</exception>
    /// <exception cref="InvalidOperationException">The port is in use.</exception>
    public static Sandbox Start(SandboxOptions? options = null) => new(options ?? new SandboxOptions());

    /// <summary>Adds a copy of a fault to the end of the queue.</summary>
    /// <exception cref="ArgumentException">The fault is for both an order and the token endpoint.</exception>
    public void AddFault(SandboxFault fault) => _faults.Add(fault ?? throw new ArgumentNullException(nameof(fault)));

    /// <summary>Removes the faults that are still pending.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Makes all tokens issued so far invalid.</summary>
    public void ExpireTokens() => _tokens.ExpireAll();

    /// <summary>Adds a copy of an order.</summary>
    /// <exception cref="ArgumentException">The order is not valid, or there is an order with its ID.</exception>
    public void AddOrder(SandboxOrder order) => _orders.Add(order ?? throw new ArgumentNullException(nameof(order)));

    /// <summary>Empties the log of requests and sets the count to 0.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Stops it and closes its connections. Its orders, bookings and requests can still be read. Safe to call again.</summary>
    public void Stop() => _server.Dispose();

    /// <summary>The same as <see cref="Stop"/>.</summary>
    public void Dispose() => Stop();

    /// <summary>The address of its API.</summary>
    public override string ToString() => ApiUri.ToString();

    private static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char c in text)
            secure.AppendChar(c);
        secure.MakeReadOnly();
        return secure;
    }
}
