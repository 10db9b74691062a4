using System;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// The token of one scope: kept while it is good, asked for once however many callers wait for it,
/// renewed before it expires and when it was refused.
/// </summary>
internal sealed class TokenCache
{
    private readonly object _lock = new();
    private readonly Func<IClientObserver?, CancellationToken, Task<TokenResult>> _ask;
    private readonly TimeProvider _time;
    private readonly CancellationToken _closed;
    private AccessToken? _token;
    private Task<TokenResult>? _asking;

    /// <param name="ask">Asks the token endpoint, with its own waits and tries.</param>
    /// <param name="time">Tells when a token expires.</param>
    /// <param name="closed">Ends the asking. One caller's stop does not: the others still wait for the token.</param>
    public TokenCache(
        Func<IClientObserver?, CancellationToken, Task<TokenResult>> ask, TimeProvider time, CancellationToken closed)
    {
        _ask = ask;
        _time = time;
        _closed = closed;
    }

    /// <summary>A token that is good now.</summary>
    /// <param name="refused">The token that was just refused, if one was: never given again.</param>
    /// <param name="observer">Is told of the asking, if this call starts it.</param>
    /// <param name="stop">Ends this caller's waiting.</param>
    public async Task<TokenResult> GetAsync(AccessToken? refused, IClientObserver? observer, CancellationToken stop)
    {
        Task<TokenResult> asking;
        lock (_lock)
        {
            if (ReferenceEquals(_token, refused))
                _token = null;
            if (_token is not null && !(_token.RenewAt <= _time.GetUtcNow()))
                return TokenResult.Granted(_token);

            asking = _asking ??= AskAsync(observer);
        }

        TokenResult result = await WaitAsync(asking, stop).ConfigureAwait(false);
        lock (_lock)
        {
            // Renewed early, so there is time: while the endpoint is down, the old token serves to its end.
            return result.MayAskAgain && _token is { } old && !ReferenceEquals(old, refused) && !(old.ExpiresAt <= _time.GetUtcNow())
                ? TokenResult.Granted(old)
                : result;
        }
    }

    /// <summary>Asks anew even if the token at hand is good. That one is kept where no new one comes.</summary>
    public async Task<TokenResult> RenewAsync(IClientObserver? observer, CancellationToken stop)
    {
        Task<TokenResult> asking;
        lock (_lock)
            asking = _asking ??= AskAsync(observer);
        return await WaitAsync(asking, stop).ConfigureAwait(false);
    }

    private async Task<TokenResult> AskAsync(IClientObserver? observer)
    {
        // Not under the caller's lock: what follows may take as long as the network likes.
        await Task.Yield();
        TokenResult result;
        try
        {
            result = await _ask(observer, _closed).ConfigureAwait(false);
        }
        catch
        {
            lock (_lock)
                _asking = null;
            throw;
        }

        lock (_lock)
        {
            _asking = null;
            _token = result.Token ?? _token;
        }

        return result;
    }

    /// <summary>The task's result, unless the caller stops first; the task itself goes on for the others.</summary>
    private static async Task<TokenResult> WaitAsync(Task<TokenResult> asking, CancellationToken stop)
    {
        try
        {
            return await asking.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return TokenResult.Refused(NotSentReason.Stopped, "the run was stopped");
        }
    }
}
