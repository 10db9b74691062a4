using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace KornitX.Client;

/// <summary>
/// Sends order requests to KornitX. Safe to use from many threads at once; they share its connections and tokens.
/// </summary>
public sealed class KornitXClient : IDisposable
{
    private readonly Dictionary<Operation, TokenSource> _tokens = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly ServiceProvider _services = HttpStack.CreateProvider();
    private readonly Retries<Attempt> _retries;
    private readonly Wire _wire;
    private readonly Uri _apiRoot;
    private int _disposed;

    /// <summary>A client for one OAuth user. Nothing is asked of KornitX yet.</summary>
    /// <exception cref="ArgumentException">An address or number in the options can't be used.</exception>
    public KornitXClient(KornitXClientOptions options, NetworkCredential credential)
    {
        options.Validate();
        // A relative path replaces what follows the last slash.
        _apiRoot = new Uri(options.ApiUri.AbsoluteUri.TrimEnd('/') + "/");
        _wire = new Wire(_services, options.Timeout, options.TimeProvider);

        _retries = new Retries<Attempt>(
            options.MaximumRetryCount,
            again: attempt => attempt.Resend == Resend.AfterWait,
            after: attempt => attempt.After,
            reason: attempt => ((Outcome.NotSent)attempt.Outcome).Message,
            options.TimeProvider);

        TokenEndpoint endpoint = new(_wire, options.TokenUri, credential, options.TimeProvider);
        Retries<TokenResult> tokenRetries = new(
            options.MaximumRetryCount,
            again: result => result.MayAskAgain && !(result.RetryAfter > Verdict.LongestWait),
            after: result => result.RetryAfter,
            reason: result => result.Refusal!.Message,
            options.TimeProvider);
        foreach (Operation operation in new[] { Operation.Cancellation, Operation.Return })
        {
            _tokens.Add(operation, new TokenSource(
                (observer, stop) => tokenRetries.RunAsync(
                    () => endpoint.AskAsync(operation.Scope, observer, stop), observer, stop),
                options.TimeProvider,
                _closed.Token));
        }
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
    public async Task<Outcome> SendAsync(
        OrderRequest request, IClientObserver? observer = null, CancellationToken stop = default)
    {
        Uri uri = new(_apiRoot, request.Order.Path(request.Operation));
        byte[] body = RequestBody.Of(request);
        int attempts = 0;
        try
        {
            Attempt last = await _retries.RunAsync(
                () =>
                {
                    attempts++;
                    return TryAsync(request.Operation, uri, body, observer, stop);
                },
                observer,
                stop).ConfigureAwait(false);
            return last.Outcome is Outcome.NotSent notSent ? notSent with { Attempts = attempts } : last.Outcome;
        }
        catch (OperationCanceledException)
        {
            // Polly throws it from its waits alone; an attempt under way always says what became of it.
            return new Outcome.NotSent(NotSentReason.Stopped, "the run was stopped") { Attempts = attempts };
        }
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

    /// <summary>One try: with the token at hand and, where that one is refused, once more with a new one.</summary>
    private async Task<Attempt> TryAsync(
        Operation operation, Uri uri, byte[] body, IClientObserver? observer, CancellationToken stop)
    {
        AccessToken? refused = null;
        while (true)
        {
            TokenResult result = await _tokens[operation].GetAsync(refused, observer, stop).ConfigureAwait(false);
            if (result.Token is not { } token)
                return new Attempt(result.Refusal!);

            Attempt attempt = Verdict.On(
                await _wire.PostAsync(uri, body, "application/json", token, observer, stop).ConfigureAwait(false));
            if (attempt.Resend != Resend.WithNewToken || refused is not null)
                return attempt;
            refused = token;
        }
    }
}
