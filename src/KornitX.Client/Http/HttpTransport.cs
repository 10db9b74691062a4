using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>Sends order requests over HTTP, each with its operation's token and in its turn.</summary>
internal sealed class HttpTransport : IOrderTransport
{
    private readonly HttpExchanger _exchanger;
    private readonly Uri _apiRoot;
    private readonly IReadOnlyDictionary<Operation, TokenCache> _tokens;
    private readonly RequestRateLimiter? _rateLimiter;
    private readonly KnownBookings _bookings = new();

    public HttpTransport(HttpExchanger exchanger, Uri apiUri, IReadOnlyDictionary<Operation, TokenCache> tokens, RequestRateLimiter? rateLimiter)
    {
        _exchanger = exchanger;
        // A relative path replaces what follows the last slash.
        _apiRoot = new Uri(apiUri.AbsoluteUri.TrimEnd('/') + "/");
        _tokens = tokens;
        _rateLimiter = rateLimiter;
    }

    public async Task<Preparation> PrepareAsync(
        OrderRequest request, AccessToken? refused, IClientObserver? observer, CancellationToken stop)
    {
        TokenCache tokens = _tokens[request.Operation];
        // The token first: requests that wait for it hold no permits, which would all leave together once it comes.
        TokenResult result = await tokens.GetAsync(refused, observer, stop).ConfigureAwait(false);
        if (_rateLimiter is null || result.Token is null)
            return new Preparation(result.Token, result.Refusal);

        RequestPermit permit = await _rateLimiter.AcquireAsync(observer, stop).ConfigureAwait(false);
        try
        {
            // Again: the wait for the permit may have been longer than the token lives.
            result = await tokens.GetAsync(refused, observer, stop).ConfigureAwait(false);
        }
        catch
        {
            permit.Dispose();
            throw;
        }

        if (result.Token is null)
            permit.Dispose();
        return new Preparation(result.Token, result.Refusal, permit);
    }

    public async Task<Attempt> PostAsync(
        OrderRequest request, AccessToken token, IClientObserver? observer, CancellationToken stop)
    {
        Uri uri = new(_apiRoot, request.Order.Path(request.Operation));
        ExchangeResult result = await _exchanger
            .PostAsync(uri, RequestBody.Of(request), "application/json", token.Redactor, token, observer, stop).ConfigureAwait(false);
        Attempt attempt = OutcomeClassifier.Classify(request, result);
        return attempt.Outcome is Outcome.Created created && _bookings.Add(request, created.Bookings) is { } contradiction
            ? attempt with { Outcome = created with { Warning = created.Warning is { } difference ? $"{difference}, and {contradiction}" : contradiction } }
            : attempt;
    }
}
