using System.Text;

namespace KornitX.Client;

/// <summary>Sends order requests over HTTP with the token of their operation, within the rate limit.</summary>
internal sealed class HttpTransport(
    HttpExchanger exchanger, Uri apiUri, IReadOnlyDictionary<Operation, TokenCache> tokens, RequestRateLimiter? rateLimiter)
    : IOrderTransport
{
    // A relative path replaces what follows the last slash of the base address.
    private readonly Uri _apiRoot = new(apiUri.AbsoluteUri.TrimEnd('/') + "/");
    private readonly KnownBookings _bookings = new();

    public async Task<Preparation> PrepareAsync(
        BookingRequest request, AccessToken? rejected, IClientObserver? observer, CancellationToken cancellationToken)
    {
        TokenCache cache = tokens[request.Operation];
        // The token first, so that requests that wait for it hold no permits and are not all sent at once afterwards.
        TokenGrant grant = await cache.GetAsync(rejected, observer, cancellationToken).ConfigureAwait(false);
        if (rateLimiter is null || grant.Token is null)
            return new Preparation(grant.Token, grant.Failure);

        RequestPermit permit = await rateLimiter.AcquireAsync(observer, cancellationToken).ConfigureAwait(false);
        // Again, because the token may have expired during the wait for the permit.
        grant = await cache.GetAsync(rejected, observer, cancellationToken).ConfigureAwait(false);
        return new Preparation(grant.Token, grant.Failure, permit);
    }

    public Task<Attempt> PostAsync(
        BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken cancellationToken) =>
        exchanger.PostAsync(() => CreatePost(request, token), result => Interpret(request, result), observer, cancellationToken);

    private PostRequest CreatePost(BookingRequest request, AccessToken token)
    {
        Uri uri = new(_apiRoot, request.Order.Path(request.Operation));
        byte[] body = RequestBody.Serialize(request);
        return new PostRequest(uri, body, "application/json", token, token.Secrets, $"{uri} {Encoding.UTF8.GetString(body)}");
    }

    private Attempt Interpret(BookingRequest request, ExchangeResult result)
    {
        Attempt attempt = OutcomeClassifier.Classify(request, result);
        return attempt.Outcome is Outcome.Created created && _bookings.Add(request, created.Bookings) is { } contradiction
            ? attempt with
            {
                Outcome = created with
                {
                    Warning = created.Warning is { } difference ? $"{difference}, and {contradiction}" : contradiction,
                },
            }
            : attempt;
    }
}
