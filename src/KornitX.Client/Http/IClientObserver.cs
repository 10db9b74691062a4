using System.Text;

namespace KornitX.Client;

/// <summary>
/// Observes what the client does. Called on any thread. What it throws is ignored, because the outcome of an order would be lost.
/// </summary>
public interface IClientObserver
{
    /// <summary>Called when an HTTP exchange ended, successfully or not.</summary>
    void OnExchange(HttpExchange exchange);

    /// <summary>Called when the client starts to wait before an attempt.</summary>
    void OnWait(ClientWait wait);
}

/// <summary>A POST request and its response, without headers and so without tokens.</summary>
/// <param name="Uri">The address.</param>
/// <param name="Status">The HTTP status code; null if there was no response.</param>
/// <param name="Elapsed">The time from connecting to the end of the exchange.</param>
/// <param name="Failure">The network error or timeout; null if there was none.</param>
public sealed record HttpExchange(Uri Uri, int? Status, TimeSpan Elapsed, string? Failure)
{
    /// <summary>The most characters of a body that are shown.</summary>
    private const int LongestShown = 10_000;

    /// <summary>The request body, safe to show; null for the token endpoint.</summary>
    public string? RequestText => Show(RequestBody);

    /// <summary>The response body, safe to show; null for the token endpoint or if it could not be read.</summary>
    public string? ResponseText => Show(ResponseBody);

    internal byte[]? RequestBody { get; init; }

    internal byte[]? ResponseBody { get; init; }

    /// <summary>Withholds a body that repeats a secret of the request.</summary>
    internal SecretGuard Guard { get; init; } = SecretGuard.None;

    private string? Show(byte[]? body) => body is null ? null : Guard.Show(Encoding.UTF8.GetString(body), LongestShown);
}

/// <summary>A wait before an attempt.</summary>
/// <param name="Delay">The duration; null if it depends on other requests.</param>
/// <param name="Attempt">The number of the failed attempt, from 1; 0 for a wait before the first attempt.</param>
/// <param name="Reason">Why that attempt failed, or what the client waits for.</param>
public sealed record ClientWait(TimeSpan? Delay, int Attempt, string Reason);

/// <summary>Notifies an observer.</summary>
internal static class ClientObserverExtensions
{
    /// <summary>Notifies the observer, if there is one. Whatever it throws is ignored: an outcome must not be lost.</summary>
    public static void TryNotify(this IClientObserver? observer, Action<IClientObserver> notify)
    {
        try
        {
            if (observer is not null)
                notify(observer);
        }
        catch (Exception)
        {
            // An observer only shows what happens.
        }
    }
}
