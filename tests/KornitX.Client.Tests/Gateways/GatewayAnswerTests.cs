namespace KornitX.Client.Tests.Gateways;

/// <summary>The literal responses of gateways that passed a request on, for machines where they are not installed.</summary>
public sealed class GatewayAnswerTests
{
    [Theory]
    // Varnish 7.1.1, built-in configuration, first_byte_timeout.
    [InlineData(
        "HTTP/1.1 503 Backend fetch failed\r\nServer: Varnish\r\nContent-Type: text/html; charset=utf-8\r\nRetry-After: 5\r\n",
        "<!DOCTYPE html>\n<html><head><title>503 Backend fetch failed</title></head></html>")]
    // Fastly.
    [InlineData("HTTP/1.1 503 first byte timeout\r\nRetry-After: 0\r\n", "<h1>Error 503 first byte timeout</h1>")]
    // Azure Front Door, where the origin took too long.
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n", "<h2>Our services aren't available right now</h2>")]
    // nginx, proxy_read_timeout.
    [InlineData("HTTP/1.1 504 Gateway Time-out\r\nServer: nginx\r\n", "<html><head><title>504 Gateway Time-out</title></head></html>")]
    // nginx, where the server closed the connection.
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\n", "<html><head><title>502 Bad Gateway</title></head></html>")]
    // HAProxy, timeout server.
    [InlineData(
        "HTTP/1.0 504 Gateway Time-out\r\nCache-Control: no-cache\r\n",
        "<html><body><h1>504 Gateway Time-out</h1>\nThe server didn't respond in time.\n</body></html>\n")]
    // Envoy: route timeout, and the stream's idle timeout with a request that is complete (envoyproxy/envoy#19725).
    [InlineData("HTTP/1.1 504 Gateway Timeout\r\nserver: envoy\r\n", "upstream request timeout")]
    [InlineData("HTTP/1.1 408 Request Timeout\r\nserver: envoy\r\n", "stream timeout")]
    [InlineData(
        "HTTP/1.1 503 Service Unavailable\r\nserver: envoy\r\n",
        "upstream connect error or disconnect/reset before headers. reset reason: connection termination")]
    // Amazon's load balancer.
    [InlineData("HTTP/1.1 460 \r\nServer: awselb/2.0\r\n", "")]
    // An inner nginx or Traefik, whose client, the outer gateway, went away.
    [InlineData("HTTP/1.1 499 Client Closed Request\r\n", "Client Closed Request")]
    // IIS with Application Request Routing.
    [InlineData(
        "HTTP/1.1 502 Bad Gateway\r\nServer: Microsoft-IIS/10.0\r\n",
        "<h3>502 - Web server received an invalid response while acting as a gateway or proxy server.</h3>")]
    // Cloudflare.
    [InlineData("HTTP/1.1 520 \r\nServer: cloudflare\r\n", "error code: 520")]
    [InlineData("HTTP/1.1 524 \r\nServer: cloudflare\r\nRetry-After: 60\r\n", "error code: 524")]
    public async Task Outcome_is_unknown_and_the_request_is_not_sent_again(string head, string body)
    {
        using Rig rig = new(retries: 3);
        rig.Api.Answers(Answer.Raw($"{head}Content-Length: {body.Length}\r\n\r\n{body}"));

        Assert.StartsWith("Unknown: HTTP ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Single(rig.Api.Requests);
    }
}
