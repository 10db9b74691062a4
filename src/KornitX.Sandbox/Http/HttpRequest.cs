namespace KornitX.Sandboxes;

/// <summary>One request as received.</summary>
internal sealed class HttpRequest(string method, string target)
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public string Method { get; } = method;

    /// <summary>The request target, not decoded and not normalised.</summary>
    public string Target { get; } = target;

    public byte[] Body { get; set; } = [];

    public bool KeepAlive { get; set; }

    /// <summary>Why it is not valid HTTP. The connection is then closed, because the start of the next request is unknown.</summary>
    public HttpProblem? Problem { get; set; }

    public string? Header(string name) => _headers.TryGetValue(name, out string? value) ? value : null;

    public void AddHeader(string name, string value) =>
        _headers[name] = _headers.TryGetValue(name, out string? earlier) ? earlier + ", " + value : value;
}

/// <summary>A request that is not valid HTTP.</summary>
internal sealed record HttpProblem(int StatusCode, string Message);
