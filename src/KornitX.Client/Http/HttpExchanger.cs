using System.Buffers;
using System.Net.Http.Headers;
using System.Text;

namespace KornitX.Client;

/// <summary>Sends POST requests, each exactly once, and is the boundary where an exchange becomes an outcome.</summary>
internal sealed class HttpExchanger(IServiceProvider services, ClientProxy proxy, TimeSpan timeout, TimeProvider time)
{
    /// <summary>The longest response body that is read, in bytes. A booking of 10,000 lines has less than 1 MB.</summary>
    public const int LongestBody = 8 * 1024 * 1024;

    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");

    /// <summary>
    /// Sends a request, reads the complete response within the timeout, and interprets it. Whatever is thrown is the failure of
    /// a result that says whether the request may have been sent.
    /// </summary>
    /// <param name="interpret">
    /// Turns the result into an outcome. If it throws, it is called again with a result that has a failure instead of a body, from
    /// which it must read nothing but the status.
    /// </param>
    /// <param name="observer">Is notified of the exchange.</param>
    /// <param name="cancellationToken">Aborts the exchange, which is a result, too.</param>
    public async Task<T> PostAsync<T>(
        Func<PostRequest> create, Func<ExchangeResult, T> interpret, IClientObserver? observer, CancellationToken cancellationToken)
    {
        ExchangeResult result = new(SecretGuard.None);
        PostRequest? post = null;
        SingleUseContent? content = null;
        CancellationToken timeoutToken = default;
        long start = 0;
        T outcome;
        try
        {
            post = create();
            SecretGuard guard = new(() => [.. post.Secrets, .. proxy.Secrets(post.Uri)], () => post.OpenText);
            result = new(guard) { Proxy = proxy.Find(post.Uri) };
            start = time.GetTimestamp();
            RequestTrace trace = new(time.GetUtcNow(), post.Uri);
            result = result with { Trace = trace };
            using CancellationTokenSource either = time.CreateCancellationTokenSource(after: timeout);
            using CancellationTokenRegistration stopping = cancellationToken.Register(either.Cancel);
            timeoutToken = either.Token;

            content = new(post.Body, post.MediaType);
            using HttpRequestMessage request = CreateRequest(post, content);
            using HttpMessageInvoker invoker = HttpStack.CreateInvoker(services, post.Uri);
            using HttpResponseMessage response = await invoker.SendAsync(request, timeoutToken).ConfigureAwait(false);
            result = result with
            {
                Status = (int)response.StatusCode,
                BodyStarted = true,
                RetryAfter = RetryAfter.FromResponse(response, time.GetUtcNow()),
                Trace = trace with { RequestIds = RequestIds.FromResponse(response, guard) },
            };
            result = result with { Body = await ReadAsync(response, timeoutToken).ConfigureAwait(false) };
            outcome = interpret(result);
        }
        catch (Exception exception)
        {
            bool stopped = cancellationToken.IsCancellationRequested;
            bool mayBeSent = content?.Started == true || result.BodyStarted;
            result = result with
            {
                Body = null,
                BodyStarted = mayBeSent,
                Trace = mayBeSent ? result.Trace : null,
                StoppedByCaller = stopped,
                Failure = stopped ? "the run was stopped"
                    : timeoutToken.IsCancellationRequested
                        ? FormattableString.Invariant($"no complete response within {timeout.TotalSeconds:0.###} s")
                    : Describe(exception, result, mayBeSent),
            };
            outcome = interpret(result);
        }

        TimeSpan elapsed = time.GetElapsedTime(start);
        observer.TryNotify(seen => seen.OnExchange(new HttpExchange(post!.Uri, result.Status, elapsed, result.Failure)
        {
            // The token endpoint's bodies contain secrets.
            RequestBody = post.Token is null ? null : post.Body,
            ResponseBody = post.Token is null ? null : result.Body,
            Guard = result.Guard,
        }));
        return outcome;
    }

    private HttpRequestMessage CreateRequest(PostRequest post, SingleUseContent content)
    {
        HttpRequestMessage request = new(HttpMethod.Post, post.Uri) { Content = content };
        HttpStack.ForbidResending(request);
        request.Headers.Accept.Add(Json);
        if (post.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        request.Headers.UserAgent.Add(HttpStack.UserAgent);
        // Without a tunnel, the stack would send the body first and again after the proxy has asked for credentials.
        if (!HttpStack.UsesTunnel(post.Uri) && proxy.FindBasic(post.Uri) is { } pair)
            request.Headers.ProxyAuthorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        return request;
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
#if NETFRAMEWORK
        // Its streams ignore the token. Disposing the response ends a pending read.
        using CancellationTokenRegistration closing = cancellationToken.Register(response.Dispose);
        Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#else
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#endif
        byte[] body = await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        // RFC 8259 section 8.1 lets a parser ignore a byte order mark; System.Text.Json does not.
        byte[] mark = Encoding.UTF8.GetPreamble();
        return body.AsSpan().StartsWith(mark) ? body.AsSpan(mark.Length).ToArray() : body;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            using MemoryStream read = new(capacity: 0);
            int count;
            while ((count = await stream.ReadAsync(chunk, 0, chunk.Length, cancellationToken).ConfigureAwait(false)) > 0)
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

    /// <summary>Describes a failure as part of a sentence. Names the proxy if the request did not get past it.</summary>
    private static string Describe(Exception exception, ExchangeResult result, bool mayBeSent)
    {
        try
        {
            string message = Describe(exception, result.Guard);
            return result.Proxy is null || mayBeSent ? message
                : ProxyRejection.IsIn(exception.Message) ? ProxyRejection.Describe(result.Proxy)
                : $"{message} (through the proxy {result.Proxy})";
        }
        catch (Exception)
        {
            // Even the exception's own message can throw.
            return exception.GetType().Name;
        }
    }

    /// <summary>
    /// Returns the message of the most specific exception, without .NET's name of the error. .NET quotes the proxy's address, and a
    /// response that is not HTTP, which may repeat the request.
    /// </summary>
    private static string Describe(Exception exception, SecretGuard guard)
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
        return guard.Show(ClientProxy.RemoveUserInfo(message).TrimEnd('.')) ?? cause.GetType().Name;
    }
}
