using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using KornitX.Client;

namespace KornitX;

/// <summary>
/// A connection to KornitX: its address, the OAuth user and the operations granted to that user. Can be used from several
/// runspaces at once. Shows neither secret nor token.
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

    /// <summary>The operations that were requested and granted: Cancellation, Return, or both.</summary>
    public string[] Granted => Names(granted: true);

    /// <summary>The operations that were requested and refused.</summary>
    public string[] Refused => Names(granted: false);

    /// <summary>How many seconds one HTTP exchange may take.</summary>
    public int TimeoutSec { get; }

    /// <summary>How often a request that definitely had no effect is sent again.</summary>
    public int MaximumRetryCount { get; }

    /// <summary>The most requests sent to the API in any hour, over all runspaces; null for no limit.</summary>
    public int? RequestsPerHour { get; }

    /// <summary>When the connection was made.</summary>
    public DateTime ConnectedAt { get; } = DateTime.Now;

    /// <summary>False after Disconnect-KornitX.</summary>
    public bool IsConnected => _client is not null;

    /// <summary>Whether it connects to a sandbox of this process, and not to KornitX.</summary>
    public bool IsSandbox => Sandbox is not null;

    /// <summary>The sandbox; null for KornitX.</summary>
    internal Sandbox? Sandbox { get; }

    /// <summary>Where requests go, as the end of a sentence.</summary>
    internal string Destination => IsSandbox ? $"in the sandbox at {ApiUri.Authority}" : $"at {ApiUri.Authority}";

    /// <summary>The HTTP client; null after Disconnect-KornitX.</summary>
    internal KornitXClient? Client => _client;

    internal void Note(TokenGrant grant)
    {
        lock (_grants)
            _grants[grant.Operation] = grant;
    }

    /// <summary>The grant of the operation; null where it was not requested.</summary>
    internal TokenGrant? Grant(Operation operation)
    {
        lock (_grants)
            return _grants.TryGetValue(operation, out TokenGrant? grant) ? grant : null;
    }

    /// <summary>Disconnects: forgets the secret and the tokens, in every runspace that uses it.</summary>
    public void Dispose() => Interlocked.Exchange(ref _client, null)?.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{ClientId} {Destination}";

    private string[] Names(bool granted)
    {
        lock (_grants)
            return _grants.Values.Where(grant => grant.Granted == granted).Select(grant => grant.Operation.Name).OrderBy(name => name, StringComparer.Ordinal).ToArray();
    }
}
