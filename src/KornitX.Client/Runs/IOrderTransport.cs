using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>The two steps of one try: get ready, which books nothing, and put the request on the wire, which may.</summary>
internal interface IOrderTransport
{
    /// <summary>Gets what the request needs before it may leave: a token, and its turn under the rate limit.</summary>
    /// <param name="request">The request.</param>
    /// <param name="refused">The token that was just refused, if one was.</param>
    /// <param name="observer">Is told of waits and exchanges.</param>
    /// <param name="stop">Ends it.</param>
    Task<Preparation> PrepareAsync(
        OrderRequest request, AccessToken? refused, IClientObserver? observer, CancellationToken stop);

    /// <summary>Sends the request once.</summary>
    Task<Attempt> PostAsync(
        OrderRequest request, AccessToken token, IClientObserver? observer, CancellationToken stop);
}

/// <summary>Ready to send with the token, or the reason why not.</summary>
/// <param name="Token">The token; null when the request can't be sent.</param>
/// <param name="Refusal">Why it can't be sent; null when it can.</param>
/// <param name="Permit">Its turn under the rate limit, if there is one. The sender uses or disposes it.</param>
internal readonly record struct Preparation(AccessToken? Token, Outcome.NotSent? Refusal, RequestPermit? Permit = null);
