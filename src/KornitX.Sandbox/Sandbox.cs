using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using KornitX.Api;
using KornitX.Book;
using KornitX.Faults;
using KornitX.Http;
using KornitX.Log;

namespace KornitX;

/// <summary>
/// A KornitX server for practice and tests with a token endpoint, cancellations, and returns, in this process and on loopback.
/// It follows the platform's rules and fails on demand (<see cref="AddFault"/>).
/// You can use it from several threads.
/// </summary>
public sealed class Sandbox : IDisposable
{
    private readonly HttpServer _server;
    private readonly OrderBook _book;
    private readonly FaultQueue _faults = new();
    private readonly RequestLog _log;
    private readonly TokenStore _tokens;
    private readonly SecureString _secret;

    private Sandbox(SandboxOptions options)
    {
        options.Check();
        Func<DateTimeOffset> clock = options.Clock;
        string secret = options.ClientSecret ?? RandomText.Hex();
        Operation[] granted = options.Operations?.Select(Operation.Parse).ToArray() ?? [.. Operation.All];

        _book = new OrderBook(clock);
        foreach (SandboxOrder order in options.Orders ?? SandboxOrder.BuiltIn)
            _book.Add(order);
        _log = new RequestLog(options.RequestLogLimit, clock);
        _tokens = new TokenStore(options.TokenLifetimeSec, clock);
        _secret = Secure(secret);
        ClientId = options.ClientId;
        StartedAt = clock().LocalDateTime;

        TokenEndpoint tokens = new(ClientId, secret, granted, _tokens);
        RequestRouter router = new(
            secret, tokens, new OrderEndpoint(_book, _tokens), new HourlyQuota(options.RequestsPerHour, clock), _faults, _log);
        _server = HttpServer.Open(options.Port, router.Handle);
        ApiUri = new Uri(string.Format(CultureInfo.InvariantCulture, "http://localhost:{0}/", _server.Port));
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
    public IReadOnlyList<SandboxOrder> Orders => _book.Orders;

    /// <summary>The bookings so far, oldest first.</summary>
    public IReadOnlyList<SandboxBooking> Bookings => _book.Bookings;

    /// <summary>The last requests that the log keeps, oldest first.</summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.Snapshot();

    /// <summary>The number of requests since the start or the last <see cref="ClearRequests"/>, including those for tokens.</summary>
    public int RequestCount => _log.Count;

    /// <summary>The faults that have not struck yet, the next one first.</summary>
    public IReadOnlyList<SandboxFault> Faults => _faults.Snapshot();

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A running sandbox.</returns>
    /// <exception cref="ArgumentException">An option or an order is not valid.</exception>
    /// <exception cref="InvalidOperationException">The port is in use.</exception>
    public static Sandbox Start(SandboxOptions? options = null) => new(options ?? new SandboxOptions());

    /// <summary>Adds a copy of a fault to the end of the queue.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentException">The fault is for both an order and the token endpoint.</exception>
    public void AddFault(SandboxFault fault) => _faults.Add(fault ?? throw new ArgumentNullException(nameof(fault)));

    /// <summary>Removes the faults that have not struck yet.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Makes all tokens issued so far invalid.</summary>
    public void ExpireTokens() => _tokens.ExpireAll();

    /// <summary>Adds a copy of an order.</summary>
    /// <param name="order">The order.</param>
    /// <exception cref="ArgumentException">The order is not valid, or there is an order with its ID.</exception>
    public void AddOrder(SandboxOrder order) => _book.Add(order ?? throw new ArgumentNullException(nameof(order)));

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
