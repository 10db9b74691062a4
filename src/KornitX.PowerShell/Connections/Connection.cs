using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using KornitX.Client;

namespace KornitX;

/// <summary>
/// A connection to KornitX: an OAuth user, where KornitX is, and which operations the user may do. May be used from
/// many runspaces at once. Shows neither secret nor token.
/// </summary>
public sealed class Connection : IDisposable
{
    private readonly Dictionary<Operation, TokenGrant> _grants = [];
    private KornitXClient? _client;

    internal Connection(KornitXClientOptions options, NetworkCredential credential, Sandbox? sandbox)
    {
        ApiUri = options.ApiUri;
        TokenUri = options.TokenUri;
        ClientId = credential.UserName;
        TimeoutSec = (int)options.Timeout.TotalSeconds;
        MaximumRetryCount = options.MaximumRetryCount;
        RequestsPerHour = options.RequestsPerHour == 0 ? null : options.RequestsPerHour;
        Sandbox = sandbox;
        _client = new KornitXClient(options, credential);
    }

    /// <summary>The API's root.</summary>
    public Uri ApiUri { get; }

    /// <summary>The OAuth token endpoint.</summary>
    public Uri TokenUri { get; }

    /// <summary>The client id of the OAuth user.</summary>
    public string ClientId { get; }

    /// <summary>The operations that were asked for and granted: Cancellation, Return, or both.</summary>
    public string[] Granted => Names(granted: true);

    /// <summary>The operations that were asked for and refused.</summary>
    public string[] Refused => Names(granted: false);

    /// <summary>How many seconds one HTTP exchange may take.</summary>
    public int TimeoutSec { get; }

    /// <summary>How often a request that surely had no effect is sent again.</summary>
    public int MaximumRetryCount { get; }

    /// <summary>How many requests are sent to the API in any hour, by all who use the connection; null for any number.</summary>
    public int? RequestsPerHour { get; }

    /// <summary>When the connection was made.</summary>
    public DateTime ConnectedAt { get; } = DateTime.Now;

    /// <summary>False after Disconnect-KornitX.</summary>
    public bool IsConnected => _client is not null;

    /// <summary>The sandbox that it leads to; null for a real KornitX.</summary>
    internal Sandbox? Sandbox { get; }

    /// <summary>What sends; null after Disconnect-KornitX.</summary>
    internal KornitXClient? Client => _client;

    internal void Note(TokenGrant grant)
    {
        lock (_grants)
            _grants[grant.Operation] = grant;
    }

    /// <summary>Whether the operation was granted; null when it was not asked for.</summary>
    internal TokenGrant? Grant(Operation operation)
    {
        lock (_grants)
            return _grants.TryGetValue(operation, out TokenGrant? grant) ? grant : null;
    }

    /// <summary>As Disconnect-KornitX: the secret and the tokens are forgotten, in every runspace that uses it.</summary>
    public void Dispose() => Interlocked.Exchange(ref _client, null)?.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{ClientId} at {ApiUri}";

    private string[] Names(bool granted)
    {
        lock (_grants)
            return _grants.Values.Where(grant => grant.Granted == granted).Select(grant => grant.Operation.Name).OrderBy(name => name, StringComparer.Ordinal).ToArray();
    }
}
