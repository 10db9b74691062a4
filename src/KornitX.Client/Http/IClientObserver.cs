using System;
using System.Net.Http;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// Is told what the client does, as it does it, on whatever thread that happens. Must not throw: what becomes of an order
/// would be lost with it.
/// </summary>
public interface IClientObserver
{
    /// <summary>An HTTP exchange ended, well or not.</summary>
    void OnExchange(HttpExchange exchange);

    /// <summary>The client waits before it tries again.</summary>
    void OnWait(ClientWait wait);
}

/// <summary>One HTTP exchange, without headers: no token is in it.</summary>
/// <param name="Method">The request's method.</param>
/// <param name="Uri">Where it went.</param>
/// <param name="Status">The answer's status code; null when none came.</param>
/// <param name="Elapsed">From the first byte asked for to the last byte read.</param>
/// <param name="Failure">What went wrong, where something did.</param>
public sealed record HttpExchange(
    HttpMethod Method,
    Uri Uri,
    int? Status,
    TimeSpan Elapsed,
    string? Failure)
{
    /// <summary>The most characters of a body that are shown.</summary>
    private const int LongestShown = 10_000;

    /// <summary>The request's body, safe to show; null where it holds a secret.</summary>
    public string? RequestText => Show(RequestBody);

    /// <summary>The answer's body, safe to show; null where it holds a secret or could not be read.</summary>
    public string? ResponseText => Show(ResponseBody);

    internal byte[]? RequestBody { get; init; }

    internal byte[]? ResponseBody { get; init; }

    /// <summary>Takes out what the request carried, should the answer repeat it. Only when asked, as few exchanges are read.</summary>
    internal SecretRedactor? Redactor { get; init; }

    private string? Show(byte[]? body)
    {
        if (body is null)
            return null;
        string text = Encoding.UTF8.GetString(body);
        return DisplayText.Of(Redactor?.Redact(text) ?? text, LongestShown);
    }
}

/// <summary>A pause before the next try.</summary>
/// <param name="Delay">How long; null where it depends on others.</param>
/// <param name="Attempt">The number of the try that failed, from 1; 0 for a wait before the first.</param>
/// <param name="Reason">Why that one failed, or what is waited for.</param>
public sealed record ClientWait(TimeSpan? Delay, int Attempt, string Reason);
