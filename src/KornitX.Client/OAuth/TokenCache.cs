namespace KornitX.Client;

/// <summary>
/// Caches the token of one scope. Concurrent callers share one request. The token is renewed before it expires and when it
/// was rejected.
/// </summary>
/// <param name="operation">The operation whose scope the token has.</param>
/// <param name="request">Requests a token from the token endpoint, including retries.</param>
/// <param name="time">The clock for token lifetimes.</param>
/// <param name="closed">Cancels the token request. A single caller can't cancel it, because other callers may wait for the token.</param>
internal sealed class TokenCache(
    Operation operation, Func<IClientObserver?, CancellationToken, Task<TokenGrant>> request, TimeProvider time, CancellationToken closed)
{
    private readonly object _lock = new();
    private AccessToken? _token;
    private Task<TokenGrant>? _pending;

    /// <summary>Returns a valid token, or why it could not get one.</summary>
    /// <param name="rejected">The token that was just rejected, if any. It is not returned again.</param>
    /// <param name="observer">Is notified of the token request if this call starts it.</param>
    /// <param name="cancellationToken">Ends the wait of this caller.</param>
    public async Task<TokenGrant> GetAsync(AccessToken? rejected, IClientObserver? observer, CancellationToken cancellationToken)
    {
        Task<TokenGrant> pending;
        lock (_lock)
        {
            if (ReferenceEquals(_token, rejected))
                _token = null;
            if (_token is not null && !(_token.RenewAt <= time.GetUtcNow()))
                return TokenGrant.Create(operation, _token);

            pending = _pending ??= RequestAsync(observer);
        }

        TokenGrant result = await WaitAsync(pending, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            // Tokens are renewed early, so the old one is still usable while the endpoint is down.
            return result.IsTransient && _token is { } old && !ReferenceEquals(old, rejected) && !(old.ExpiresAt <= time.GetUtcNow())
                ? TokenGrant.Create(operation, old)
                : result;
        }
    }

    /// <summary>Requests a new token even if the cached one is valid. If the request fails, the cached token is kept.</summary>
    public async Task<TokenGrant> RenewAsync(IClientObserver? observer, CancellationToken cancellationToken)
    {
        Task<TokenGrant> pending;
        lock (_lock)
            pending = _pending ??= RequestAsync(observer);
        return await WaitAsync(pending, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TokenGrant> RequestAsync(IClientObserver? observer)
    {
        // Leaves the caller's lock before the request starts.
        await Task.Yield();
        TokenGrant result;
        try
        {
            result = await request(observer, closed).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever is thrown, all who wait for the token get a reason.
            result = TokenGrant.Failed(
                operation, NotSentReason.Unreachable, $"the token request failed ({exception.GetType().Name})", null);
        }

        lock (_lock)
        {
            _pending = null;
            _token = result.Token ?? _token;
        }

        return result;
    }

    /// <summary>Waits for the token request. If the caller stops, the request continues for the others.</summary>
    private async Task<TokenGrant> WaitAsync(Task<TokenGrant> pending, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return TokenGrant.Rejected(operation, NotSentReason.Stopped, "the run was stopped");
        }
    }
}
