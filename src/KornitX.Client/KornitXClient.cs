using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace KornitX.Client;

/// <summary>
/// Sends order requests to KornitX. Safe to use from many threads at once; they share its connections, its tokens and
/// its rate limit.
/// </summary>
public sealed class KornitXClient : IDisposable
{
    private readonly Dictionary<Operation, TokenCache> _tokens = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly ServiceProvider _services = HttpStack.CreateProvider();
    private readonly OrderSender _sender;
    private readonly TimeProvider _time;
    private int _disposed;

    /// <summary>A client for one OAuth user. Nothing is asked of KornitX yet.</summary>
    /// <exception cref="ArgumentException">An address or number in the options can't be used.</exception>
    public KornitXClient(KornitXClientOptions options, NetworkCredential credential)
    {
        options.Validate();
        _time = options.TimeProvider;
        HttpExchanger exchanger = new(_services, options.Timeout, options.TimeProvider);
        TokenEndpoint endpoint = new(exchanger, options.TokenUri, credential, options.TimeProvider);
        RetryPolicy<TokenResult> retries = new(
            options.MaximumRetryCount,
            again: result => result.MayAskAgain && !(result.RetryAfter > OutcomeClassifier.LongestWait),
            after: result => result.RetryAfter,
            reason: result => result.Refusal!.Message,
            options.TimeProvider);
        foreach (Operation operation in Operation.All)
        {
            _tokens.Add(operation, new TokenCache(
                (observer, stop) => retries.RunAsync(
                    () => endpoint.AskAsync(operation.Scope, observer, stop), observer, stop),
                options.TimeProvider,
                _closed.Token));
        }

        RequestRateLimiter? rateLimiter = options.RequestsPerHour == 0 ? null : new RequestRateLimiter(
            options.RequestsPerHour, TimeSpan.FromHours(1), options.TimeProvider, _closed.Token);
        _sender = new OrderSender(
            new HttpTransport(exchanger, options.ApiUri, _tokens, rateLimiter), options.MaximumRetryCount, options.TimeProvider, _closed.Token);
    }

    /// <summary>Asks the token endpoint anew for an operation's token and keeps it.</summary>
    /// <exception cref="OperationCanceledException">The client was disposed meanwhile.</exception>
    public async Task<TokenGrant> RequestTokenAsync(
        Operation operation, IClientObserver? observer = null, CancellationToken stop = default)
    {
        TokenResult result = await _tokens[operation].RenewAsync(observer, stop).ConfigureAwait(false);
        return new TokenGrant(operation, result.Token?.ExpiresAt, result.Refusal);
    }

    /// <summary>
    /// Sends one order's request, and again where that is surely safe and the options allow it.
    /// </summary>
    /// <param name="request">What to send.</param>
    /// <param name="observer">Is told of each exchange and wait.</param>
    /// <param name="stop">Ends it as soon as can be. What had left by then has an unknown outcome.</param>
    /// <returns>What became of it. Nothing that a network or a server does is an exception.</returns>
    public Task<Outcome> SendAsync(
        OrderRequest request, IClientObserver? observer = null, CancellationToken stop = default) =>
        _sender.SendAsync(request, observer, stop);

    /// <summary>Starts a run of orders.</summary>
    /// <param name="options">How many at once, and what a journal's unknown orders are to become.</param>
    /// <param name="journal">Where the run is recorded, if it is; opened for this run. Not disposed with the run.</param>
    /// <param name="observer">Is told of each exchange and wait.</param>
    /// <exception cref="InvalidOperationException">The journal has had its run, or was opened for reading.</exception>
    public OrderRun StartRun(OrderRunOptions options, Journal? journal = null, IClientObserver? observer = null)
    {
        journal?.Begin();
        return new OrderRun(_sender, options, journal, observer, _time);
    }

    /// <summary>Forgets the tokens and closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        _closed.Cancel();
        _services.Dispose();
        _closed.Dispose();
    }
}
