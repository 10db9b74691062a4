using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace KornitX.Tests;

/// <summary>A plain HTTP client of the sandbox: requests, and bytes on a socket.</summary>
public sealed class SandboxClient : IDisposable
{
    public const string CancellationScope = "api-sl-2-3.order-cancellation.create";
    public const string ReturnScope = "api-sl-2-3.order-return.create";

    // One connection per request, so that nothing below resends on its own.
    private readonly HttpClient _http = new() { DefaultRequestHeaders = { ConnectionClose = true } };
    private string? _cancellationToken;
    private string? _returnToken;

    public SandboxClient(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        options.ClientSecret ??= "top secret";
        Sandbox = Sandbox.Start(options);
    }

    public Sandbox Sandbox { get; }

    public void Dispose()
    {
        _http.Dispose();
        Sandbox.Dispose();
    }

    public async Task<Reply> RequestTokenAsync(string form, string contentType = "application/x-www-form-urlencoded") =>
        await SendAsync(HttpMethod.Post, "token", form, contentType, null);

    public async Task<string> TokenAsync(string scope)
    {
        Reply reply = await RequestTokenAsync(
            "grant_type=client_credentials&client_id=sandbox&client_secret=top+secret&scope=" + scope);
        using JsonDocument document = JsonDocument.Parse(reply.Body);
        return document.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Posts with a token that is valid for the operation the path ends in.</summary>
    public async Task<Reply> PostAsync(string path, string body, string contentType = "application/json")
    {
        string token = path.EndsWith("/return", StringComparison.Ordinal)
            ? _returnToken ??= await TokenAsync(ReturnScope)
            : _cancellationToken ??= await TokenAsync(CancellationScope);
        return await SendAsync(HttpMethod.Post, path, body, contentType, "Bearer " + token);
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body, string? contentType, string? authorization)
    {
        using HttpRequestMessage request = new(method, new Uri(Sandbox.ApiUri, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (contentType is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage response = await _http.SendAsync(request);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Headers)
            headers[header.Key] = string.Join(", ", header.Value);
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Content.Headers)
            headers[header.Key] = string.Join(", ", header.Value);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    /// <summary>A cancellation of one unit of the first item of the first order, as bytes.</summary>
    public async Task<string> RawCancellationAsync()
    {
        _cancellationToken ??= await TokenAsync(CancellationScope);
        return "POST /order/45453571/cancellation HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + _cancellationToken + "\r\nContent-Length: 40\r\n\r\n{\"items\":[{\"id\":12345678,\"quantity\":1}]}";
    }

    public async Task<TcpClient> ConnectAsync()
    {
        TcpClient client = new();
        await client.ConnectAsync("localhost", Sandbox.ApiUri.Port);
        return client;
    }

    /// <summary>Sends bytes and reads until the server closes.</summary>
    public async Task<string> RawAsync(string bytes)
    {
        using TcpClient client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes));
        return await ReadToEndAsync(client.GetStream());
    }

    public static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        using System.IO.MemoryStream all = new();
        await stream.CopyToAsync(all).WaitAsync(TimeSpan.FromSeconds(60));
        return Encoding.Latin1.GetString(all.ToArray());
    }
}

public sealed record Reply(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public (int Status, string Body) Said => (Status, Body);
}
