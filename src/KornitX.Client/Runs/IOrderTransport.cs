namespace KornitX.Client;

/// <summary>Performs one attempt in two steps: prepares it, which never books anything, and sends the request, which may.</summary>
internal interface IOrderTransport
{
    /// <summary>Gets what the request needs before it is sent: a token, and a permit if the rate is limited.</summary>
    /// <param name="rejected">The token that was just rejected, if any.</param>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    Task<Preparation> PrepareAsync(
        BookingRequest request, AccessToken? rejected, IClientObserver? observer, CancellationToken cancellationToken);

    /// <summary>Sends the request once.</summary>
    Task<Attempt> PostAsync(
        BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken cancellationToken);
}

/// <summary>The result of a preparation: the token, or why the request can't be sent.</summary>
/// <param name="Token">The token; null if the request can't be sent.</param>
/// <param name="Failure">Why the request can't be sent; null if it can.</param>
/// <param name="Permit">The permit of the rate limit, if the rate is limited. The sender uses or disposes it.</param>
internal readonly record struct Preparation(AccessToken? Token, Outcome.NotSent? Failure, RequestPermit? Permit = null);
