using System.Text;

namespace KornitX.Sandboxes;

/// <summary>Routes each request to its endpoint or a fault, and logs it before the reply is sent.</summary>
internal sealed class RequestRouter(
    string clientSecret, TokenEndpoint tokens, OrderEndpoint orders, HourlyQuota quota, FaultQueue faults, RequestLog log)
{
    private const string TokenPath = "/token";

    public HttpReply Handle(HttpRequest request)
    {
        bool onToken = OrderPath.Raw(request.Target) == TokenPath;
        string? fault = null;
        EndpointResult result;
        try
        {
            result = request.Problem is { } problem
                ? new EndpointResult(EndpointResult.Error(problem.StatusCode, problem.Message))
                : Decide(request, onToken, out fault);
        }
        catch (Exception e)
        {
            // A bug in the sandbox must not look like a response of KornitX.
            result = new EndpointResult(EndpointResult.Error(500, "The sandbox itself failed: " + e.Message));
        }

        Record(request, onToken, result, fault);
        return result.Reply;
    }

    private EndpointResult Decide(HttpRequest request, bool onToken, out string? faultName)
    {
        faultName = null;
        OrderPath? path = onToken ? null : OrderPath.Parse(request.Target);
        if (!onToken && !quota.TryCount())
            return new EndpointResult(EndpointResult.Error(400, FaultEffect.RateLimitMessage));

        FaultQueue.Pending? pending = faults.Take(onToken, order => orders.IsFor(path, order));
        if (pending is null)
            return Serve(request, onToken, path);

        SandboxFault fault = pending.Fault;
        if (fault.AppliesBeforeBooking)
        {
            faults.Consume(pending);
            faultName = fault.Kind.ToString();
            return new EndpointResult(FaultEffect.Before(fault));
        }

        EndpointResult result = Serve(request, onToken, path);
        if (fault.AppliesAfterBooking && !result.TookEffect)
        {
            faults.Restore(pending);
            return result;
        }

        faults.Consume(pending);
        faultName = fault.Kind.ToString();
        if (fault.AppliesAfterBooking)
            return new EndpointResult(FaultEffect.After(fault, result.Reply), result.TookEffect, result.BookingId);
        result.Reply.DelayMs = fault.LatencyMs;
        return result;
    }

    private EndpointResult Serve(HttpRequest request, bool onToken, OrderPath? path) =>
        onToken ? tokens.Handle(request) : orders.Handle(request, path);

    private void Record(HttpRequest request, bool onToken, EndpointResult result, string? fault)
    {
        string target = request.Target;
        string body = Encoding.UTF8.GetString(request.Body);
        if (onToken)
        {
            int query = target.IndexOf('?');
            if (query >= 0)
                target = target.Substring(0, query) + Redaction.RedactSecret(target.Substring(query), clientSecret);
            body = Redaction.RedactSecret(body, clientSecret);
        }

        log.Add(
            request.Method, Redaction.RedactTokens(target), request.Header("Content-Type"), Redaction.RedactTokens(body),
            result.Reply.StatusCode, result.BookingId, fault);
    }
}
