using System.Collections.Concurrent;

namespace KornitX.Sandboxes;

/// <summary>The tokens issued, each valid for one scope and a limited time.</summary>
internal sealed class TokenStore(int lifetimeSec, TimeProvider time)
{
    private const int PruneEvery = 256;

    private readonly ConcurrentDictionary<string, Token> _tokens = new(StringComparer.Ordinal);
    private int _issued;

    public int LifetimeSec { get; } = lifetimeSec;

    public string Issue(string scope)
    {
        if (System.Threading.Interlocked.Increment(ref _issued) % PruneEvery == 0)
            Prune();
        string value = Redaction.TokenPrefix + RandomText.Hex();
        _tokens[value] = new Token(scope, time.GetUtcNow().AddSeconds(LifetimeSec));
        return value;
    }

    /// <summary>The scope of a token; null if the token is unknown or expired.</summary>
    public string? ScopeOf(string value) =>
        _tokens.TryGetValue(value, out Token? token) && time.GetUtcNow() < token.ExpiresAt ? token.Scope : null;

    public void ExpireAll() => _tokens.Clear();

    private void Prune()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (KeyValuePair<string, Token> entry in _tokens)
        {
            if (entry.Value.ExpiresAt <= now)
                _tokens.TryRemove(entry.Key, out _);
        }
    }

    private sealed record Token(string Scope, DateTimeOffset ExpiresAt);
}
