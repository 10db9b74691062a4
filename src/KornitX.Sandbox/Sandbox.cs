using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security;
using KornitX.Api;
using KornitX.Book;
using KornitX.Faults;
using KornitX.Http;
using KornitX.Log;

namespace KornitX;

/// <summary>
/// A KornitX to practise on and to test against: its token endpoint, cancellations and returns, in this process, on
/// loopback. It keeps the platform's rules, and breaks them on demand (<see cref="AddFault"/>). Safe from many threads.
/// </summary>
public sealed class Sandbox : IDisposable
{
    private readonly HttpFront _front;
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
        bool cancellation = options.GrantCancellation;
        bool returns = options.GrantReturn;

        _book = new OrderBook(clock);
        foreach (SandboxOrder order in options.Orders ?? SandboxOrder.BuiltIn)
            _book.Add(order);
        _log = new RequestLog(options.RequestLogLimit, clock);
        _tokens = new TokenStore(options.TokenLifetimeSec, clock);
        _secret = Secure(secret);
        ClientId = options.ClientId;
        StartedAt = clock().LocalDateTime;

        TokenEndpoint tokens = new(
            ClientId, secret, scope => scope == Operation.Return.Scope ? returns : cancellation, _tokens);
        RequestRouter desk = new(
            secret, tokens, new OrderEndpoint(_book, _tokens), new HourlyQuota(options.RequestsPerHour, clock), _faults, _log);
        _front = HttpFront.Open(options.Port, desk.Handle);
        ApiUri = new Uri(string.Format(CultureInfo.InvariantCulture, "http://localhost:{0}/", _front.Port));
        TokenUri = new Uri(ApiUri, "token");
    }

    /// <summary>Where cancellations and returns go, with a slash at the end.</summary>
    public Uri ApiUri { get; }

    /// <summary>Where tokens come from.</summary>
    public Uri TokenUri { get; }

    /// <summary>The client id it knows.</summary>
    public string ClientId { get; }

    /// <summary>The client secret it knows: a copy, for the caller to dispose of.</summary>
    public SecureString ClientSecret => _secret.Copy();

    /// <summary>When it was started, in local time.</summary>
    public DateTime StartedAt { get; }

    /// <summary>Whether it still answers.</summary>
    public bool IsRunning => _front.IsRunning;

    /// <summary>The orders it knows at this moment; the numbers of each go on changing as it is cancelled and returned.</summary>
    public IReadOnlyList<SandboxOrder> Orders => _book.Orders;

    /// <summary>What has been booked up to this moment, oldest first.</summary>
    public IReadOnlyList<SandboxBooking> Bookings => _book.Bookings;

    /// <summary>The last requests up to this moment, oldest first, no more than the log keeps.</summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.Snapshot();

    /// <summary>How many requests came in since the start or the last <see cref="ClearRequests"/>, for tokens too.</summary>
    public int RequestCount => _log.Count;

    /// <summary>The faults that still wait for a request, first in line first.</summary>
    public IReadOnlyList<SandboxFault> Faults => _faults.Snapshot();

    /// <summary>Starts one.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>A sandbox that answers already.</returns>
    /// <exception cref="ArgumentException">An option or an order makes no sense.</exception>
    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public static Sandbox Start(SandboxOptions? options = null) => new(options ?? new SandboxOptions());

    /// <summary>Puts a fault at the end of the line. A copy: what happens to the object afterwards does not matter.</summary>
    /// <param name="fault">What is to go wrong.</param>
    /// <exception cref="ArgumentException">It is for an order and for the token endpoint at once.</exception>
    public void AddFault(SandboxFault fault) => _faults.Add(fault ?? throw new ArgumentNullException(nameof(fault)));

    /// <summary>Drops the faults that still wait.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Makes every token issued so far invalid.</summary>
    public void ExpireTokens() => _tokens.ExpireAll();

    /// <summary>Adds a copy of an order.</summary>
    /// <param name="order">The order.</param>
    /// <exception cref="ArgumentException">It makes no sense, or its id or reference is known already.</exception>
    public void AddOrder(SandboxOrder order) => _book.Add(order ?? throw new ArgumentNullException(nameof(order)));

    /// <summary>Empties the log of requests and sets their count to 0.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Ends it, and what it is just answering. What it knows can still be read. More than once does no harm.</summary>
    public void Stop() => _front.Dispose();

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
