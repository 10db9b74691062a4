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
    private readonly RequestRateLimiter? _pacing;

    public HttpTransport(HttpExchanger exchanger, Uri apiUri, IReadOnlyDictionary<Operation, TokenCache> tokens, RequestRateLimiter? pacing)
    {
        _exchanger = exchanger;
        // A relative path replaces what follows the last slash.
        _apiRoot = new Uri(apiUri.AbsoluteUri.TrimEnd('/') + "/");
        _tokens = tokens;
        _pacing = pacing;
    }

    public async Task<Preparation> PrepareAsync(
        OrderRequest request, AccessToken? refused, IClientObserver? observer, CancellationToken stop)
    {
        if (_pacing is not null)
            await _pacing.WaitAsync(observer, stop).ConfigureAwait(false);

        // The turn first: a token that was good before a long wait may have expired after it.
        TokenResult result = await _tokens[request.Operation].GetAsync(refused, observer, stop).ConfigureAwait(false);
        return new Preparation(result.Token, result.Refusal);
    }

    public async Task<Attempt> PostAsync(
        OrderRequest request, AccessToken token, IClientObserver? observer, CancellationToken stop)
    {
        Uri uri = new(_apiRoot, request.Order.Path(request.Operation));
        ExchangeResult result = await _exchanger
            .PostAsync(uri, RequestBody.Of(request), "application/json", token.Redactor, token, observer, stop).ConfigureAwait(false);
        return OutcomeClassifier.Classify(result);
    }
}
