using System;
using System.Text;
using KornitX.Api;
using KornitX.Faults;
using KornitX.Http;
using KornitX.Log;

namespace KornitX;

/// <summary>Routes each request to its endpoint or a fault, and logs it before the reply is sent.</summary>
internal sealed class RequestRouter(
    string clientSecret, TokenEndpoint tokens, OrderEndpoint orders, HourlyQuota quota, FaultQueue faults, RequestLog log)
{
    private const string TokenPath = "/token";

    public HttpReply Handle(HttpRequest request)
    {
        bool onToken = OrderPath.Raw(request.Target) == TokenPath;
        string? fault = null;
        Answer answer;
        try
        {
            answer = request.Problem is { } problem
                ? new Answer(Answer.Error(problem.StatusCode, problem.Message))
                : Decide(request, onToken, out fault);
        }
        catch (Exception e)
        {
            // A bug in the sandbox must not look like a response of KornitX.
            answer = new Answer(Answer.Error(500, "The sandbox itself failed: " + e.Message));
        }

        Record(request, onToken, answer, fault);
        return answer.Reply;
    }

    private Answer Decide(HttpRequest request, bool onToken, out string? faultName)
    {
        faultName = null;
        OrderPath? path = onToken ? null : OrderPath.Parse(request.Target);
        if (!onToken && !quota.TryCount())
            return new Answer(Answer.Error(400, FaultEffect.RateLimitMessage));

        FaultQueue.Pending? pending = faults.Take(onToken, order => orders.IsFor(path, order));
        if (pending is null)
            return Serve(request, onToken, path);

        SandboxFault fault = pending.Fault;
        if (fault.StrikesBeforeBooking)
        {
            faults.Spend(pending);
            faultName = fault.Kind.ToString();
            return new Answer(FaultEffect.Before(fault));
        }

        Answer answer = Serve(request, onToken, path);
        if (fault.StrikesAfterBooking && !answer.TookEffect)
        {
            faults.PutBack(pending);
            return answer;
        }

        faults.Spend(pending);
        faultName = fault.Kind.ToString();
        if (fault.StrikesAfterBooking)
            return new Answer(FaultEffect.After(fault, answer.Reply), answer.TookEffect, answer.BookingId);
        answer.Reply.DelayMs = fault.LatencyMs;
        return answer;
    }

    private Answer Serve(HttpRequest request, bool onToken, OrderPath? path) =>
        onToken ? tokens.Handle(request) : orders.Handle(request, path);

    private void Record(HttpRequest request, bool onToken, Answer answer, string? fault)
    {
        string target = request.Target;
        string body = Encoding.UTF8.GetString(request.Body);
        if (onToken)
        {
            int query = target.IndexOf('?');
            if (query >= 0)
                target = target.Substring(0, query) + Redaction.OfSecret(target.Substring(query), clientSecret);
            body = Redaction.OfSecret(body, clientSecret);
        }

        log.Add(
            request.Method, Redaction.OfToken(target), request.Header("Content-Type"), Redaction.OfToken(body),
            answer.Reply.StatusCode, answer.BookingId, fault);
    }
}
