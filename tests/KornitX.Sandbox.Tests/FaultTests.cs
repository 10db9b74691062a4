namespace KornitX.Tests;

public sealed class FaultTests : IDisposable
{
    private const string Path = "order/45453571/cancellation";
    private const string Body = """{"items":[{"id":12345678,"quantity":1}]}""";
    private const string Booked = """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]""";

    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(SandboxFaultKind.Unauthorized, 401, "Unauthorized", null)]
    [InlineData(SandboxFaultKind.Forbidden, 403, "Permission denied", null)]
    [InlineData(SandboxFaultKind.TooManyRequests, 429, "Too many requests", null)]
    [InlineData(SandboxFaultKind.ServiceUnavailable, 503, "Service unavailable", "1")]
    [InlineData(SandboxFaultKind.RateLimited, 400, "Rate limit exceeded", null)]
    [InlineData(SandboxFaultKind.ServerErrorBeforeBooking, 500, "Internal server error", null)]
    public async Task A_fault_before_booking_does_not_book(SandboxFaultKind kind, int status, string message, string? retryAfter)
    {
        _client.Sandbox.AddFault(new SandboxFault(kind));

        Reply reply = await _client.PostAsync(Path, Body);

        Assert.Equal((status, $$$"""{"error":{"message":"{{{message}}}","code":0}}"""), reply.Said);
        Assert.Equal(retryAfter, reply.Headers.GetValueOrDefault("Retry-After"));
        Assert.Empty(_client.Sandbox.Bookings);
        SandboxRequest request = _client.Sandbox.Requests[^1];
        Assert.Equal((status, kind.ToString(), null), (request.StatusCode, request.Fault, request.BookingId));
        Assert.Equal((200, Booked), (await _client.PostAsync(Path, Body)).Said);
        Assert.Single(_client.Sandbox.Bookings);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Latency, 200, Booked, "application/json")]
    [InlineData(
        SandboxFaultKind.ServerErrorAfterBooking, 500, """{"error":{"message":"Internal server error","code":0}}""", "application/json")]
    [InlineData(
        SandboxFaultKind.ForeignBody, 200,
        "<!DOCTYPE html><html><body><h1>Welcome to the hotel network</h1></body></html>", "text/html; charset=utf-8")]
    public async Task A_fault_after_booking_books(SandboxFaultKind kind, int status, string body, string contentType)
    {
        _client.Sandbox.AddFault(new SandboxFault(kind));

        Reply reply = await _client.PostAsync(Path, Body);

        Assert.Equal((status, body), reply.Said);
        Assert.Equal(contentType, reply.Headers["Content-Type"]);
        AssertBookedBehindFault(kind, status);
    }

    [Fact]
    public async Task DropBeforeBooking_does_not_book()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.DropBeforeBooking));

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.PostAsync(Path, Body));

        Assert.Empty(_client.Sandbox.Bookings);
        SandboxRequest request = _client.Sandbox.Requests[^1];
        Assert.Equal((0, "DropBeforeBooking", null), (request.StatusCode, request.Fault, request.BookingId));
        Assert.Equal(200, (await _client.PostAsync(Path, Body)).Status);
    }

    [Fact]
    public async Task DropAfterBooking_books()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.DropAfterBooking));

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.PostAsync(Path, Body));

        AssertBookedBehindFault(SandboxFaultKind.DropAfterBooking, 0);
    }

    [Fact]
    public async Task TruncatedBody_books()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.TruncatedBody));

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.PostAsync(Path, Body));

        AssertBookedBehindFault(SandboxFaultKind.TruncatedBody, 200);
    }

    [Theory]
    [InlineData(SandboxFaultKind.DropBeforeBooking)]
    [InlineData(SandboxFaultKind.DropAfterBooking)]
    public async Task A_dropped_connection_sends_no_bytes(SandboxFaultKind kind)
    {
        string raw = await _client.RawCancellationAsync();
        _client.Sandbox.AddFault(new SandboxFault(kind));

        Assert.Equal("", await _client.RawAsync(raw));
        Assert.Equal(kind == SandboxFaultKind.DropAfterBooking ? 1 : 0, _client.Sandbox.Bookings.Count);
    }

    [Fact]
    public async Task A_truncated_response_is_shorter_than_its_Content_Length()
    {
        string raw = await _client.RawCancellationAsync();
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.TruncatedBody));

        string reply = await _client.RawAsync(raw);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", reply, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 74\r\n", reply, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + Booked[..37], reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SandboxFaultKind.ServerErrorBeforeBooking, 502, 0)]
    [InlineData(SandboxFaultKind.ServerErrorBeforeBooking, 503, 0)]
    [InlineData(SandboxFaultKind.ServerErrorAfterBooking, 503, 1)]
    [InlineData(SandboxFaultKind.ServerErrorAfterBooking, 504, 1)]
    public async Task A_server_error_has_the_given_status(SandboxFaultKind kind, int status, int bookings)
    {
        _client.Sandbox.AddFault(new SandboxFault(kind) { StatusCode = status });

        Reply reply = await _client.PostAsync(Path, Body);

        Assert.Equal(status, reply.Status);
        Assert.DoesNotContain("Retry-After", reply.Headers.Keys);
        Assert.Equal(bookings, _client.Sandbox.Bookings.Count);
    }

    [Theory]
    [InlineData(SandboxFaultKind.TooManyRequests, 429)]
    [InlineData(SandboxFaultKind.ServiceUnavailable, 503)]
    [InlineData(SandboxFaultKind.RateLimited, 400)]
    [InlineData(SandboxFaultKind.ServerErrorBeforeBooking, 500)]
    public async Task Retry_After_Body_and_ContentType_can_be_set(SandboxFaultKind kind, int status)
    {
        _client.Sandbox.AddFault(new SandboxFault(kind) { RetryAfterSec = 17, Body = "zu viel ä", ContentType = "text/plain" });

        Reply reply = await _client.PostAsync(Path, Body);

        Assert.Equal((status, "zu viel ä"), reply.Said);
        Assert.Equal("17", reply.Headers["Retry-After"]);
        Assert.Equal("text/plain", reply.Headers["Content-Type"]);
    }

    [Fact]
    public async Task The_foreign_body_can_be_set()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.ForeignBody) { Body = "[]", ContentType = "application/json" });

        Reply reply = await _client.PostAsync(Path, Body);

        Assert.Equal((200, "[]"), reply.Said);
        Assert.Equal("application/json", reply.Headers["Content-Type"]);
        Assert.Single(_client.Sandbox.Bookings);
    }

    [Fact]
    public async Task Faults_apply_in_the_order_they_were_added_and_Count_times()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.TooManyRequests) { Count = 2 });
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Forbidden));

        Assert.Equal(["TooManyRequests x2", "Forbidden"], _client.Sandbox.Faults.Select(fault => fault.ToString()));
        Assert.Equal(429, (await _client.PostAsync(Path, Body)).Status);
        Assert.Equal(["TooManyRequests", "Forbidden"], _client.Sandbox.Faults.Select(fault => fault.ToString()));
        Assert.Equal(429, (await _client.PostAsync(Path, Body)).Status);
        Assert.Equal(403, (await _client.PostAsync(Path, Body)).Status);
        Assert.Empty(_client.Sandbox.Faults);
        Assert.Equal(200, (await _client.PostAsync(Path, Body)).Status);
    }

    [Theory]
    [InlineData("45453574", "order/45453574/cancellation", """{"id":12345685,"quantity":1}""")]
    [InlineData("WEB 1001/ä#1", "order/45453574/cancellation", """{"id":12345685,"quantity":1}""")]
    [InlineData("45453574", "order/by-external-ref/WEB%201001%2F%C3%A4%231/cancellation", """{"external_ref":"ABCD","quantity":1}""")]
    [InlineData(
        "WEB 1001/ä#1",
        "order/by-combined/WEB%201001%2F%C3%A4%231-45453574/cancellation",
        """{"combined":"ABCD-12345685","quantity":1}""")]
    public async Task A_fault_can_be_limited_to_one_order(string order, string path, string item)
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Forbidden) { Order = order });
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.TooManyRequests) { Count = 2 });

        Assert.Equal(429, (await _client.PostAsync(Path, Body)).Status);
        Assert.Equal(403, (await _client.PostAsync(path, """{"items":[""" + item + "]}")).Status);
        Assert.Equal(429, (await _client.PostAsync(path, """{"items":[""" + item + "]}")).Status);
        Assert.Equal(200, (await _client.PostAsync(path, """{"items":[""" + item + "]}")).Status);
    }

    [Fact]
    public async Task A_fault_can_be_limited_to_an_unknown_order()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.TooManyRequests) { Order = "NO-SUCH" });

        Reply reply = await _client.PostAsync(
            "order/by-external-ref/NO-SUCH/cancellation", """{"items":[{"external_ref":"A","quantity":1}]}""");

        Assert.Equal(429, reply.Status);
    }

    [Fact]
    public async Task A_fault_after_booking_applies_to_the_next_request_that_books()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.ServerErrorAfterBooking));
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Forbidden));

        Reply rejected = await _client.PostAsync(Path, """{"items":[{"id":12345678,"quantity":6}]}""");

        Assert.Equal((400, """{"error":{"message":"Invalid quantity specified, index 0","code":0}}"""), rejected.Said);
        Assert.Null(_client.Sandbox.Requests[^1].Fault);
        Assert.Equal(["ServerErrorAfterBooking", "Forbidden"], _client.Sandbox.Faults.Select(fault => fault.ToString()));
        Assert.Equal(500, (await _client.PostAsync(Path, Body)).Status);
        Assert.Equal(403, (await _client.PostAsync(Path, Body)).Status);
        Assert.Single(_client.Sandbox.Bookings);
    }

    [Fact]
    public async Task Faults_can_be_cleared()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.Forbidden) { Count = 1000 });

        _client.Sandbox.ClearFaults();

        Assert.Empty(_client.Sandbox.Faults);
        Assert.Equal(200, (await _client.PostAsync(Path, Body)).Status);
    }

    [Fact]
    public async Task A_fault_applies_exactly_Count_times_to_concurrent_requests()
    {
        await _client.PostAsync(Path, Body);
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.ServerErrorAfterBooking) { Count = 20, Order = "45453579" });

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() =>
            _client.PostAsync("order/45453579/cancellation", """{"items":[{"id":12345694,"quantity":1}]}"""))));

        Assert.Equal((20, 40), (replies.Count(reply => reply.Status == 500), replies.Count(reply => reply.Status == 200)));
        Assert.Equal(61, _client.Sandbox.Bookings.Count);
        Assert.Empty(_client.Sandbox.Faults);
    }

    [Fact]
    public async Task Latency_delays_the_response_after_booking_and_ends_with_the_sandbox()
    {
        await _client.PostAsync(Path, Body);
        _client.Sandbox.AddFault(new SandboxFault { LatencyMs = 3_600_000 });

        Task<Reply> late = _client.PostAsync(Path, Body);
        Assert.True(SpinWait.SpinUntil(() => _client.Sandbox.RequestCount == 3, TimeSpan.FromSeconds(30)));
        Assert.Equal(2, _client.Sandbox.Bookings.Count);
        Assert.Equal(
            (200, "Latency", 254002),
            (_client.Sandbox.Requests[^1].StatusCode, _client.Sandbox.Requests[^1].Fault, _client.Sandbox.Requests[^1].BookingId));
        Assert.False(late.IsCompleted);

        _client.Sandbox.Stop();

        await Assert.ThrowsAsync<HttpRequestException>(() => late.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Any_fault_can_have_latency()
    {
        await _client.PostAsync(Path, Body);
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.TooManyRequests) { LatencyMs = 3_600_000 });

        Task<Reply> late = _client.PostAsync(Path, Body);
        Assert.True(SpinWait.SpinUntil(() => _client.Sandbox.RequestCount == 3, TimeSpan.FromSeconds(30)));
        Assert.Equal(429, _client.Sandbox.Requests[^1].StatusCode);
        Assert.False(late.IsCompleted);

        _client.Sandbox.Stop();
        await Assert.ThrowsAsync<HttpRequestException>(() => late.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private void AssertBookedBehindFault(SandboxFaultKind kind, int status)
    {
        Assert.Equal(254001, Assert.Single(_client.Sandbox.Bookings).Id);
        SandboxRequest request = _client.Sandbox.Requests[^1];
        Assert.Equal((status, kind.ToString(), 254001), (request.StatusCode, request.Fault, request.BookingId));
        Assert.Empty(_client.Sandbox.Faults);
    }
}
