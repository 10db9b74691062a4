using System.Text;

namespace KornitX.Sandboxes;

/// <summary>Routes each request to its endpoint or a fault, within the hourly limit, and logs it before the reply is sent.</summary>
internal sealed class RequestRouter(
    TokenEndpoint tokens, OrderEndpoint orders, int requestsPerHour, FaultQueue faults, RequestLog log, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>When the requests that count for the limit were received.</summary>
    private readonly Queue<DateTimeOffset> _served = new();

    public HttpReply Handle(HttpRequest request)
    {
        bool onToken = request.Path == "/token";
        string? faultName = null;
        HttpReply reply;
        try
        {
            reply = Decide(request, onToken, out faultName);
        }
        catch (Exception e)
        {
            // A bug in the sandbox must not look like a response of KornitX.
            reply = HttpReply.Error(onToken: false, 500, "server_error", $"The sandbox itself failed: {e.Message}");
        }

        string body = Encoding.UTF8.GetString(request.Body);
        log.Add(
            request.Method,
            onToken ? request.Path : Redaction.RedactTokens(request.Target),
            request.Header("Content-Type"),
            onToken ? Redaction.RedactForm(body) : Redaction.RedactTokens(body),
            reply,
            faultName);
        return reply;
    }

    private HttpReply Decide(HttpRequest request, bool onToken, out string? faultName)
    {
        faultName = null;
        if (request.Problem is { } problem)
            return HttpReply.Error(onToken, 400, "invalid_request", problem);
        if (!onToken && IsOverLimit())
            return HttpReply.Error(onToken, 400, "", FaultQueue.RateLimitMessage);

        OrderPath? path = onToken ? null : OrderPath.Parse(request.Path);
        SandboxFault? fault = faults.Find(onToken, order => orders.IsFor(path, order));
        HttpReply? done = fault is { AppliesBeforeBooking: true } ? null : Serve(request, onToken, path);
        // What comes after booking waits for a request that books.
        if (fault is null || (fault.AppliesAfterBooking && done!.StatusCode != 200))
            return done!;
        faultName = fault.Kind.ToString();
        return faults.Apply(fault, done);
    }

    private HttpReply Serve(HttpRequest request, bool onToken, OrderPath? path)
    {
        try
        {
            return onToken ? tokens.Handle(request) : orders.Handle(request, path);
        }
        catch (RejectedException e)
        {
            return HttpReply.Error(onToken, e.StatusCode, e.OAuthError, e.Message);
        }
    }

    /// <summary>Counts a request. Rejected requests do not count, so that a client that waits gets through.</summary>
    private bool IsOverLimit()
    {
        if (requestsPerHour == 0)
            return false;
        DateTimeOffset now = time.GetUtcNow();
        while (_served.Count > 0 && now - _served.Peek() >= Hour)
            _served.Dequeue();
        if (_served.Count >= requestsPerHour)
            return true;
        _served.Enqueue(now);
        return false;
    }
}
