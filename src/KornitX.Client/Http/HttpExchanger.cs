using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>Sends POST requests, each exactly once. Network errors are results, not exceptions.</summary>
internal sealed class HttpExchanger
{
    /// <summary>The longest response body that is read, in bytes. A booking of 10,000 lines has less than 1 MB.</summary>
    public const int LongestBody = 8 * 1024 * 1024;

    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");

    private readonly IServiceProvider _services;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public HttpExchanger(IServiceProvider services, TimeSpan timeout, TimeProvider time)
    {
        _services = services;
        _timeout = timeout;
        _time = time;
    }

    /// <summary>Sends a request and reads the complete response within the timeout.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="body">The request body.</param>
    /// <param name="mediaType">The media type of the body.</param>
    /// <param name="redactor">Removes secrets of the request that the response may repeat.</param>
    /// <param name="token">The bearer token; null for the token endpoint, whose bodies are not passed to the observer.</param>
    /// <param name="observer">Is notified of the exchange.</param>
    /// <param name="stop">Aborts the exchange.</param>
    public async Task<ExchangeResult> PostAsync(
        Uri uri, byte[] body, string mediaType, SecretRedactor redactor, AccessToken? token, IClientObserver? observer, CancellationToken stop)
    {
        redactor = redactor.With(() => ProxyCredentials.Secrets(HttpStack.Proxy, uri));
        long start = _time.GetTimestamp();
        using CancellationTokenSource either = _time.CreateStop(after: _timeout);
        using CancellationTokenRegistration stopping = stop.Register(either.Cancel);
        using SingleUseContent content = new(body, mediaType);

        ExchangeResult result = await SendAsync(uri, content, redactor, token, stop, either.Token).ConfigureAwait(false);
        observer?.OnExchange(new HttpExchange(HttpMethod.Post, uri, result.Status, _time.GetElapsedTime(start), result.Failure)
        {
            RequestBody = token is null ? null : body,
            ResponseBody = token is null ? null : result.Body,
            Redactor = redactor,
        });
        return result;
    }

    private async Task<ExchangeResult> SendAsync(
        Uri uri, SingleUseContent content, SecretRedactor redactor, AccessToken? token, CancellationToken stop, CancellationToken either)
    {
        int? status = null;
        TimeSpan? retryAfter = null;
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, uri) { Content = content };
            HttpStack.ForbidResending(request);
            request.Headers.Accept.Add(Json);
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
            request.Headers.UserAgent.Add(HttpStack.UserAgent);

            using HttpMessageInvoker invoker = HttpStack.CreateInvoker(_services);
            using HttpResponseMessage response = await invoker.SendAsync(request, either).ConfigureAwait(false);
            status = (int)response.StatusCode;
            retryAfter = RetryAfter.Of(response, _time.GetUtcNow());
            byte[] body = await ReadAsync(response, either).ConfigureAwait(false);
            return ExchangeResult.Completed(status.Value, body, retryAfter, redactor);
        }
        catch (Exception exception)
        {
            // Every exception, so that a request that was sent always has an outcome.
            bool stopped = stop.IsCancellationRequested;
            string failure = stopped ? "the run was stopped"
                : either.IsCancellationRequested ? FormattableString.Invariant($"no complete response within {_timeout.TotalSeconds:0.###} s")
                : Describe(exception, redactor);
            return status is null
                ? ExchangeResult.Failed(content.Started, failure, stopped)
                : ExchangeResult.Interrupted(status.Value, retryAfter, failure);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
#if NETFRAMEWORK
        // Its streams ignore the token. Disposing the response ends a pending read.
        using CancellationTokenRegistration closing = stop.Register(response.Dispose);
        Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#else
        Stream stream = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
#endif
        byte[] body = await ReadAsync(stream, stop).ConfigureAwait(false);
        // RFC 8259 section 8.1 lets a parser ignore a byte order mark; System.Text.Json does not.
        byte[] mark = Encoding.UTF8.GetPreamble();
        return body.AsSpan().StartsWith(mark) ? body.AsSpan(mark.Length).ToArray() : body;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken stop)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            using MemoryStream read = new(capacity: 0);
            int count;
            while ((count = await stream.ReadAsync(chunk, 0, chunk.Length, stop).ConfigureAwait(false)) > 0)
            {
                if (read.Length + count > LongestBody)
                    throw new IOException($"the response is longer than {LongestBody} bytes");
                read.Write(chunk, 0, count);
            }

            return read.ToArray();
        }
        finally
        {
            // The next user of the buffer must not see this response.
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
    }

    /// <summary>
    /// Returns the message of the most specific exception, as part of a sentence, without .NET's name of the error. It is
    /// redacted because .NET quotes the proxy's address, and a response that is not HTTP, which may repeat the request.
    /// </summary>
    private static string Describe(Exception exception, SecretRedactor redactor)
    {
        Exception cause = exception is HttpRequestException { InnerException: { } inner } outer
            && (inner is not System.Net.Sockets.SocketException || outer.Message.Length == 0)
            ? inner.GetBaseException()
            : exception;
        string message = cause.Message;
#if !NETFRAMEWORK
        if (cause is HttpIOException { HttpRequestError: HttpRequestError error })
            message = message.Replace($" ({error})", "", StringComparison.Ordinal);
#endif
        return DisplayText.Of(redactor.Redact(ProxyCredentials.RedactUrls(message)).TrimEnd('.')) ?? cause.GetType().Name;
    }
}
