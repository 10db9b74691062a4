namespace KornitX.Client.Tests;

/// <summary>What KornitX support needs to find a request.</summary>
public sealed class RequestTraceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int, string> Responses => new()
    {
        { 200, """[{"id":254001}]""" }, { 400, "" }, { 401, "" }, { 429, "" }, { 500, "" }, { 302, "" },
    };

    [Theory]
    [MemberData(nameof(Responses))]
    public async Task The_outcome_of_a_request_that_was_sent_has_a_trace(int status, string body)
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Of(status, body, "CF-Ray: 8a1b-LHR", "X-Request-Id: 4711"));

        Outcome outcome = await rig.Client.SendAsync(Rig.Request);

        Assert.Equal(
            new RequestTrace(Start, new Uri(rig.Api.Uri, "order/45453571/cancellation"), "X-Request-Id: 4711, CF-Ray: 8a1b-LHR"),
            outcome.Trace);
        Assert.Equal(TimeSpan.Zero, outcome.Trace!.SentAt.Offset);
        Assert.Equal(status, outcome.StatusCode);
    }

    [Fact]
    public async Task The_trace_of_a_retried_request_is_that_of_the_last_attempt()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(429, "", "Retry-After: 30", "X-Request-Id: 1"), Answer.CloseRead);

        Task<Outcome> sending = rig.Client.SendAsync(Rig.Request, rig.Seen);
        await rig.PassWaitAsync();

        Assert.Equal(
            new RequestTrace(Start.AddSeconds(30), new Uri(rig.Api.Uri, "order/45453571/cancellation")),
            Assert.IsType<Outcome.Unknown>(await sending).Trace);
    }

    [Fact]
    public async Task A_request_that_was_not_sent_has_no_trace()
    {
        using TestServer closed = new(_ => Answer.Booked(), isOpen: false);
        using Rig rig = new(retries: 0) { ApiUri = closed.Uri };

        Assert.Null((await rig.Client.SendAsync(Rig.Request)).Trace);
    }

    [Theory]
    [InlineData("X-Correlation-Id: a", "X-Correlation-Id: a")]
    [InlineData("x-amzn-requestid: a", "X-Amzn-RequestId: a")]
    [InlineData("X-Amzn-Trace-Id: Root=1-a", "X-Amzn-Trace-Id: Root=1-a")]
    [InlineData("X-Ms-Request-Id: a", "X-Ms-Request-Id: a")]
    [InlineData("Request-Id: a", "Request-Id: a")]
    [InlineData("X-Azure-Ref: a", "X-Azure-Ref: a")]
    [InlineData("X-Amz-Cf-Id: a==", "X-Amz-Cf-Id: a==")]
    [InlineData("X-Varnish: 32770 3", "X-Varnish: 32770 3")]
    [InlineData(
        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("X-Request-Id: a\u0001\tb", "X-Request-Id: a b")]
    [InlineData("X-Request-Id: ", null)]
    [InlineData("X-Other-Id: a", null)]
    // Withheld: the token of the request.
    [InlineData("X-Request-Id: Bearer t0k3n-0f-th3-d4y", null)]
    public async Task Ids_are_read_from_known_headers(string header, string? ids)
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Token("t0k3n-0f-th3-d4y"));
        rig.Api.Answers(Answer.Of(500, "", header));

        Assert.Equal(ids, (await rig.Client.SendAsync(Rig.Request)).Trace!.RequestIds);
    }

    [Fact]
    public async Task Long_ids_are_truncated()
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Of(500, "", "X-Request-Id: " + new string('x', 10_000)));

        Assert.Equal("X-Request-Id: " + new string('x', 100) + "…", (await rig.Client.SendAsync(Rig.Request)).Trace!.RequestIds);
    }

    [Theory]
    [InlineData("Invalid quantity specified, index 2", "Invalid quantity specified, index 2 (item 13, quantity 7)")]
    [InlineData("Invalid item specified, index 0", "Invalid item specified, index 0 (item 11, quantity 1)")]
    [InlineData("Index: 1 is invalid", "Index: 1 is invalid (item 12, quantity 2)")]
    [InlineData("Invalid item specified, index 3", "Invalid item specified, index 3")]
    [InlineData("Invalid item specified, index 99999999999", "Invalid item specified, index 99999999999")]
    [InlineData("Reindex 2 first", "Reindex 2 first")]
    public async Task A_rejection_that_names_an_item_by_its_index_names_the_item_too(string message, string shown)
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Refused(400, message));
        BookingRequest request = new(
            Operation.Cancellation,
            OrderAddress.ById(45453571),
            null,
            [new RequestItem(11, null, 1), new RequestItem(12, null, 2), new RequestItem(13, null, 7)]);

        Assert.Equal("Rejected 400: " + shown, await rig.SendAsync(request));
    }

    [Fact]
    public async Task An_item_with_a_reference_is_named_by_it()
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Refused(400, "Invalid item specified, index 0"));
        List<RequestItem> items = [new(null, "ABCD", 3)];

        Assert.Equal(
            "Rejected 400: Invalid item specified, index 0 (item ABCD, quantity 3)",
            await rig.SendAsync(new BookingRequest(Operation.Cancellation, OrderAddress.ByExternalRef("POS-1"), null, items)));
    }
}
