using System.Collections.Concurrent;
using System.Net;

namespace KornitX;

/// <summary>
/// A connection to KornitX: its address, the OAuth user, and the operations granted to that user. Several runspaces can use it
/// at once. It shows neither the secret nor a token.
/// </summary>
public sealed class Connection : IDisposable
{
    private readonly ConcurrentDictionary<Operation, TokenGrant> _grants = [];
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
        Proxy = _client.ProxyAddress;
    }

    /// <summary>The API's root.</summary>
    public Uri ApiUri { get; }

    /// <summary>The OAuth token endpoint.</summary>
    public Uri TokenUri { get; }

    /// <summary>The client ID of the OAuth user.</summary>
    public string ClientId { get; }

    /// <summary>The operations that were requested and granted: Cancellation, Return, or both.</summary>
    public ItemList<string> Granted => Names(granted: true);

    /// <summary>The operations that were requested and refused.</summary>
    public ItemList<string> Refused => Names(granted: false);

    /// <summary>The number of seconds that one HTTP request may take.</summary>
    public int TimeoutSec { get; }

    /// <summary>The number of times that a request that definitely had no effect is retried.</summary>
    public int MaximumRetryCount { get; }

    /// <summary>The maximum number of requests to the API in any 60 minutes, over all runspaces; null for no limit.</summary>
    public int? RequestsPerHour { get; }

    /// <summary>The address of the proxy for requests to the API, without user and password; null without one.</summary>
    public Uri? Proxy { get; }

    /// <summary>When the connection was made.</summary>
    public DateTime ConnectedAt { get; } = DateTime.Now;

    /// <summary>False after Disconnect-KornitX.</summary>
    public bool IsConnected => _client is not null;

    /// <summary>Whether it is a connection to a sandbox of this process.</summary>
    public bool IsSandbox => Sandbox is not null;

    /// <summary>The sandbox; null for KornitX.</summary>
    internal Sandbox? Sandbox { get; }

    /// <summary>The destination of requests, as the end of a sentence.</summary>
    internal string Destination => IsSandbox ? $"in the sandbox at {ApiUri.Authority}" : $"at {ApiUri.Authority}";

    /// <summary>The HTTP client; null after Disconnect-KornitX.</summary>
    internal KornitXClient? Client => _client;

    internal void SetGrant(TokenGrant grant) => _grants[grant.Operation] = grant;

    /// <summary>The grant of the operation; null if it was not requested.</summary>
    internal TokenGrant? Grant(Operation operation) => _grants.TryGetValue(operation, out TokenGrant? grant) ? grant : null;

    /// <summary>Disconnects: discards the secret and the tokens, in every runspace that uses the connection.</summary>
    public void Dispose() => Interlocked.Exchange(ref _client, null)?.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{ClientId} {Destination}";

    private ItemList<string> Names(bool granted) =>
        new([.. Operation.All.Where(operation => Grant(operation)?.Granted == granted).Select(operation => operation.Name)]);
}
