namespace KornitX.Client.Tests;

/// <summary>An answer is believed only as far as it fits the request.</summary>
public sealed class ResponseComparisonTests
{
    private static readonly BookingRequest ById = Ask(OrderAddress.ById(1), new RequestItem(11, null, 1), new RequestItem(12, null, 1));
    private static readonly BookingRequest ByBoth =
        Ask(OrderAddress.ByCombined("A", 1), new RequestItem(11, "a", 1), new RequestItem(12, "b", 1));
    private static readonly BookingRequest ByReference =
        Ask(OrderAddress.ByExternalRef("A"), new RequestItem(null, "a", 1), new RequestItem(null, "b", 1));

    [Theory]
    [InlineData("""[{"id":7,"items":[{"id":11,"order_id":2},{"id":12,"order_id":2}]}]""", "order 2")]
    [InlineData("""[{"id":7,"items":[{"id":11,"order_id":1},{"id":12,"order_id":2}]}]""", "order 2")]
    [InlineData("""[{"id":7,"items":[{"id":11,"order_id":1}]},{"id":8,"items":[{"id":12,"order_id":2}]}]""", "order 2")]
    [InlineData("""[{"id":7,"items":[{"order_id":2},{"order_id":3}]}]""", "the orders 2, 3")]
    [InlineData(
        """[{"id":7,"items":[{"order_id":2},{"order_id":3},{"order_id":4},{"order_id":5},{"order_id":6}]}]""", "the orders 2, 3, 4, 5, 6")]
    [InlineData(
        """[{"id":7,"items":[{"order_id":2},{"order_id":3},{"order_id":4},{"order_id":5},{"order_id":6},{"order_id":7},{"order_id":8}]}]""",
        "the orders 2, 3, 4, 5, 6 and 2 more")]
    public async Task A_response_for_another_order_is_unknown(string answer, string named)
    {
        string message = $"HTTP 200, but the response is for {named}";

        Assert.Equal(message, Assert.IsType<Outcome.Unknown>(await SendAsync(ById, answer)).Message);
        Assert.Equal(message, Assert.IsType<Outcome.Unknown>(await SendAsync(ByBoth, answer)).Message);
    }

    [Fact]
    public async Task A_response_with_several_orders_is_unknown_for_a_reference()
    {
        Outcome outcome = await SendAsync(
            ByReference, """[{"id":7,"items":[{"id":11,"order_id":1}]},{"id":8,"items":[{"id":12,"order_id":2}]}]""");

        Assert.Equal(
            "HTTP 200, but the response is for the orders 1, 2, and only one was requested",
            Assert.IsType<Outcome.Unknown>(outcome).Message);
    }

    [Theory]
    [InlineData("""[{"id":7,"items":[{"id":11,"order_id":1},{"id":12,"order_id":1}]}]""", null)]
    [InlineData("""[{"id":7,"items":[{"id":12,"order_id":1},{"id":11}]}]""", null)]
    [InlineData("""[{"id":7,"items":[{"id":11}]},{"id":8,"items":[{"id":12}]}]""", null)]
    [InlineData("""[{"id":7,"items":[{"id":11},{"id":11},{"id":12}]}]""", null)]
    [InlineData("""[{"id":7,"items":[{"id":11},{}]}]""", null)]
    [InlineData("""[{"id":7,"items":[{},null]}]""", null)]
    [InlineData("""[{"id":7,"items":[{"id":11,"order_id":1}]}]""", "KornitX's response omits 12")]
    [InlineData("""[{"id":7,"items":[{}]}]""", "KornitX's response omits 11, 12")]
    [InlineData("""[{"id":7,"items":[{"id":11},{"id":12},{"id":13}]}]""", "KornitX's response adds 13")]
    [InlineData("""[{"id":7,"items":[{"id":11},{"id":12},{}]}]""", "KornitX's response adds items without an ID")]
    [InlineData("""[{"id":7,"items":[{"id":13},{"id":14}]}]""", "KornitX's response omits 11, 12 and adds 13, 14")]
    [InlineData("""[{"id":7,"items":[]}]""", "KornitX's response contains no items")]
    [InlineData("""[{"id":7,"items":null}]""", "KornitX's response contains no items")]
    [InlineData("""[{"id":7}]""", "KornitX's response contains no items")]
    public async Task A_response_with_different_items_is_a_warning(string answer, string? warning)
    {
        Assert.Equal(warning, Assert.IsType<Outcome.Created>(await SendAsync(ById, answer)).Warning);
        Assert.Equal(warning, Assert.IsType<Outcome.Created>(await SendAsync(ByBoth, answer)).Warning);
    }

    [Theory]
    [InlineData("""[{"id":7,"items":[{"id":21,"order_id":1},{"id":22,"order_id":1}]}]""", null)]
    [InlineData("""[{"id":7,"items":[{"id":21},{}]}]""", null)]
    [InlineData("""[{"id":7,"items":[{"id":21},{"id":21},{"id":22}]}]""", null)]
    [InlineData("""[{"id":7,"items":[{"id":21,"order_id":1}]}]""", "KornitX's response has 1 item, but 2 items were requested")]
    [InlineData("""[{"id":7,"items":[{"id":21},{"id":22},{"id":23}]}]""", "KornitX's response has 3 items, but 2 items were requested")]
    [InlineData("""[{"id":7,"items":[]}]""", "KornitX's response contains no items")]
    public async Task A_response_with_a_different_item_count_is_a_warning_for_a_reference(string answer, string? warning)
    {
        Assert.Equal(warning, Assert.IsType<Outcome.Created>(await SendAsync(ByReference, answer)).Warning);
    }

    [Fact]
    public async Task The_warning_about_one_requested_item_is_in_the_singular()
    {
        BookingRequest request = Ask(OrderAddress.ByExternalRef("A"), new RequestItem(null, "a", 1));

        Assert.Equal(
            "KornitX's response has 2 items, but 1 item was requested",
            Assert.IsType<Outcome.Created>(await SendAsync(request, """[{"id":7,"items":[{"id":21},{"id":22}]}]""")).Warning);
    }

    [Fact]
    public async Task An_item_requested_twice_is_compared_as_one()
    {
        BookingRequest byId = Ask(OrderAddress.ById(1), new RequestItem(11, null, 1), new RequestItem(11, null, 2));
        BookingRequest byReference = Ask(OrderAddress.ByExternalRef("A"), new RequestItem(null, "a", 1), new RequestItem(null, "a", 1));
        const string Answer = """[{"id":7,"items":[{"id":11,"order_id":1}]}]""";

        Assert.Null(Assert.IsType<Outcome.Created>(await SendAsync(byId, Answer)).Warning);
        Assert.Null(Assert.IsType<Outcome.Created>(await SendAsync(byReference, Answer)).Warning);
    }

    /// <summary>The ID next to a reference was not sent, and may be the shop's own number.</summary>
    [Theory]
    [InlineData(5, "KornitX's response is for order 1, but the input has the order ID 5")]
    [InlineData(1, null)]
    public async Task An_ID_that_was_not_sent_is_compared_too(long known, string? warning)
    {
        BookingRequest request = Ask(new OrderAddress(Addressing.ExternalRef, known, "A"), new RequestItem(null, "a", 1));

        Assert.Equal(
            warning, Assert.IsType<Outcome.Created>(await SendAsync(request, """[{"id":7,"items":[{"id":21,"order_id":1}]}]""")).Warning);
    }

    [Fact]
    public async Task The_booking_of_an_earlier_request_is_a_warning()
    {
        using Rig rig = new();
        rig.Api.Answers(
            Answer.Of(200, """[{"id":7,"items":[{"id":21,"order_id":1}]}]"""),
            Answer.Of(200, """[{"id":7,"items":[{"id":21,"order_id":1}]}]"""),
            Answer.Of(200, """[{"id":8,"items":[{"id":21,"order_id":1}]}]"""));

        Outcome first = await rig.Client.SendAsync(Ask(OrderAddress.ByExternalRef("A"), new RequestItem(null, "a", 1)));
        Outcome second = await rig.Client.SendAsync(Ask(OrderAddress.ByExternalRef("B"), new RequestItem(null, "b", 1)));
        Outcome third = await rig.Client.SendAsync(Ask(OrderAddress.ByExternalRef("C"), new RequestItem(null, "c", 1)));

        Assert.Null(Assert.IsType<Outcome.Created>(first).Warning);
        Assert.Equal("KornitX already used cancellation ID 7 for order A", Assert.IsType<Outcome.Created>(second).Warning);
        Assert.Null(Assert.IsType<Outcome.Created>(third).Warning);
    }

    [Fact]
    public async Task A_repeated_booking_ID_with_different_items_is_one_warning_about_both()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(200, """[{"id":7,"items":[{"id":21,"order_id":1}]}]"""));

        await rig.Client.SendAsync(Ask(OrderAddress.ById(1), new RequestItem(21, null, 1)));
        Outcome second = await rig.Client.SendAsync(Ask(OrderAddress.ById(1), new RequestItem(22, null, 1)));

        Assert.Equal(
            "KornitX's response omits 22 and adds 21, and KornitX already used cancellation ID 7 for order 1",
            Assert.IsType<Outcome.Created>(second).Warning);
    }

    [Fact]
    public async Task Cancellations_and_returns_have_separate_IDs()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(200, """[{"id":7,"items":[{"id":12345678,"order_id":45453571}]}]"""));

        await rig.Client.SendAsync(Rig.Request);
        Outcome aReturn = await rig.Client.SendAsync(new(Operation.Return, Rig.Request.Order, "R", Rig.Request.Items));

        Assert.Null(Assert.IsType<Outcome.Created>(aReturn).Warning);
    }

    private static BookingRequest Ask(OrderAddress order, params RequestItem[] items) => new(Operation.Cancellation, order, null, items);

    private static async Task<Outcome> SendAsync(BookingRequest request, string answer)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(200, answer));

        Outcome outcome = await rig.Client.SendAsync(request);

        Assert.Single(rig.Api.Requests);
        return outcome;
    }
}
