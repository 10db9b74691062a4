using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>Puts one POST on the wire and brings back what came of it. Never throws for what a network can do.</summary>
internal sealed class HttpExchanger
{
    /// <summary>The most octets of an answer that are read. A booking of 10,000 lines has less than 1 MB.</summary>
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

    /// <summary>Sends the body once and reads the whole answer, both within the timeout.</summary>
    /// <param name="uri">Where to.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="mediaType">Its type.</param>
    /// <param name="redactor">Takes out what the request carries that must not show, even if the answer repeats it.</param>
    /// <param name="token">What to authorize with; null at the token endpoint, whose bodies the observer must not see.</param>
    /// <param name="observer">Is told of the exchange.</param>
    /// <param name="stop">Ends the exchange.</param>
    public async Task<ExchangeResult> PostAsync(
        Uri uri, byte[] body, string mediaType, SecretRedactor redactor, AccessToken? token, IClientObserver? observer, CancellationToken stop)
    {
        redactor = redactor.And(() => ProxyCredentials.Secrets(HttpStack.Proxy, uri));
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
            return ExchangeResult.Answered(status.Value, body, retryAfter, redactor);
        }
        catch (Exception exception)
        {
            // Whatever it is: what has left has an outcome, and an exception on its way up would be none.
            bool stopped = stop.IsCancellationRequested;
            string failure = stopped ? "the run was stopped"
                : either.IsCancellationRequested ? FormattableString.Invariant($"no complete answer within {_timeout.TotalSeconds:0.###} s")
                : Describe(exception, redactor);
            return status is null
                ? ExchangeResult.Failed(content.Started, failure, stopped)
                : ExchangeResult.AnsweredInPart(status.Value, retryAfter, failure);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
#if NETFRAMEWORK
        // Its streams heed no token; closing the response under a read ends that too.
        using CancellationTokenRegistration closing = stop.Register(response.Dispose);
        Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#else
        Stream stream = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
#endif
        byte[] body = await ReadAsync(stream, stop).ConfigureAwait(false);
        // RFC 8259 section 8.1 lets a reader pass over a byte order mark; System.Text.Json does not by itself.
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
                    throw new IOException($"the answer is longer than {LongestBody} octets");
                read.Write(chunk, 0, count);
            }

            return read.ToArray();
        }
        finally
        {
            // What one answer said is not for whoever rents it next.
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
    }

    /// <summary>
    /// The words of the exception that says most, as part of a sentence: an outer one that points at the inner one says
    /// nothing, and nor does .NET's name for the error behind its words. The platform quotes the proxy's address, and an
    /// answer that is no HTTP, which may repeat the request.
    /// </summary>
    private static string Describe(Exception exception, SecretRedactor redactor)
    {
        Exception told = exception is HttpRequestException { InnerException: { } inner } outer
            && (inner is not System.Net.Sockets.SocketException || outer.Message.Length == 0)
            ? inner.GetBaseException()
            : exception;
        string words = told.Message;
#if !NETFRAMEWORK
        if (told is HttpIOException { HttpRequestError: HttpRequestError error })
            words = words.Replace($" ({error})", "", StringComparison.Ordinal);
#endif
        return DisplayText.Of(redactor.Redact(ProxyCredentials.RedactUrls(words)).TrimEnd('.')) ?? told.GetType().Name;
    }
}
