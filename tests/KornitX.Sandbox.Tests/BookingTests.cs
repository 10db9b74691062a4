namespace KornitX.Tests;

public sealed class BookingTests : IDisposable
{
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""")]
    [InlineData("order/45453571/cancellation", """{"items":[{"id":"12345678","quantity":1}]}""")]
    [InlineData("order/by-external-ref/POS-584551/cancellation", """{"items":[{"external_ref":"ABCD","quantity":1}]}""")]
    [InlineData(
        "order/by-combined/POS-584551-45453571/cancellation",
        """{"reference":"ABC1234","items":[{"combined":"ABCD-12345678","quantity":1}]}""")]
    public async Task A_cancellation_returns_the_quantity_of_the_whole_line(string path, string body)
    {
        Reply reply = await _client.PostAsync(path, body);

        Assert.Equal((200, """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]"""), reply.Said);
        Assert.Equal("application/json", reply.Headers["Content-Type"]);
        Assert.Equal(1, Item(12345678).Cancelled);
    }

    [Theory]
    [InlineData("order/45453572/return", """{"reference":"ABC1234","items":[{"id":12345681,"quantity":3}]}""")]
    [InlineData("order/by-external-ref/POS-584552/return", """{"reference":"ABC1234","items":[{"external_ref":"EFGH","quantity":3}]}""")]
    [InlineData(
        "order/by-combined/POS-584552-45453572/return", """{"reference":"ABC1234","items":[{"combined":"EFGH-12345681","quantity":3}]}""")]
    public async Task A_return_returns_the_quantity_of_the_whole_line(string path, string body)
    {
        Reply reply = await _client.PostAsync(path, body);

        Assert.Equal((200, """[{"id":752,"items":[{"id":12345681,"order_id":45453572,"quantity":4}]}]"""), reply.Said);
        Assert.Equal(3, Item(12345681).Returned);
    }

    [Fact]
    public async Task Several_items_make_one_booking()
    {
        Reply reply = await _client.PostAsync(
            "order/45453571/cancellation", """{"items":[{"id":12345679,"quantity":3},{"id":12345678,"quantity":2}]}""");

        Assert.Equal(
            (200, """[{"id":254001,"items":[{"id":12345679,"order_id":45453571,"quantity":3},"""
                + """{"id":12345678,"order_id":45453571,"quantity":5}]}]"""),
            reply.Said);
        Assert.Equal((2, 3), (Item(12345678).Cancelled, Item(12345679).Cancelled));
    }

    [Fact]
    public async Task Each_operation_has_its_own_IDs()
    {
        string[] bodies =
        [
            (await CancelAsync(12345678, 1)).Body,
            (await ReturnAsync(12345680, 1)).Body,
            (await CancelAsync(12345678, 1)).Body,
            (await ReturnAsync(12345680, 1)).Body,
        ];

        Assert.Equal(
            [
                """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]""",
                """[{"id":752,"items":[{"id":12345680,"order_id":45453572,"quantity":2}]}]""",
                """[{"id":254002,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]""",
                """[{"id":753,"items":[{"id":12345680,"order_id":45453572,"quantity":2}]}]""",
            ],
            bodies);
    }

    [Fact]
    public async Task A_booking_has_the_requested_items()
    {
        await _client.PostAsync(
            "order/45453572/return", """{"reference":"R 1/ä","items":[{"id":12345681,"quantity":1},{"id":12345681,"quantity":2}]}""");

        SandboxBooking booking = Assert.Single(_client.Sandbox.Bookings);
        Assert.Equal((752, "Return", 45453572, "R 1/ä"), (booking.Id, booking.Operation, booking.OrderId, booking.Reference));
        Assert.Equal(["12345681 x1", "12345681 x2"], booking.Items.Select(item => item.ToString()));
        Assert.Equal("Return 752 of order 45453572", booking.ToString());
    }

    [Fact]
    public async Task The_cancelled_quantity_cannot_exceed_what_is_left()
    {
        Assert.Equal(200, (await CancelAsync(12345678, 4)).Status);
        Assert.Equal(
            (400, """{"error":{"message":"Invalid quantity specified, index 0","code":0}}"""), (await CancelAsync(12345678, 2)).Said);
        Assert.Equal(200, (await CancelAsync(12345678, 1)).Status);
        Assert.Equal(400, (await CancelAsync(12345678, 1)).Status);
        Assert.Equal(5, Item(12345678).Cancelled);
    }

    [Fact]
    public async Task The_returned_quantity_cannot_exceed_what_was_shipped()
    {
        Assert.Equal(200, (await ReturnAsync(12345681, 3)).Status);
        Assert.Equal(
            (400, """{"error":{"message":"Invalid quantity specified, index 0","code":0}}"""), (await ReturnAsync(12345681, 2)).Said);
        Assert.Equal(200, (await ReturnAsync(12345681, 1)).Status);
        Assert.Equal(4, Item(12345681).Returned);
    }

    [Theory]
    [InlineData(12345682, 3, 200)]
    [InlineData(12345683, 1, 400)]
    [InlineData(12345684, 2, 200)]
    [InlineData(12345684, 3, 400)]
    public async Task The_shipped_part_of_an_order_can_be_returned(long itemId, int quantity, int status)
    {
        Reply reply = await _client.PostAsync(
            "order/45453573/return", $$"""{"reference":"R1","items":[{"id":{{itemId}},"quantity":{{quantity}}}]}""");

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200 ? quantity : 0, Item(itemId).Returned);
    }

    [Fact]
    public async Task The_quantities_of_a_repeated_item_are_added()
    {
        Reply tooMany = await _client.PostAsync(
            "order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":3},{"id":12345678,"quantity":3}]}""");
        Reply justEnough = await _client.PostAsync(
            "order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":3},{"id":12345678,"quantity":2}]}""");

        Assert.Equal((400, """{"error":{"message":"Invalid quantity specified, index 1","code":0}}"""), tooMany.Said);
        Assert.Equal((200, """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]"""), justEnough.Said);
        Assert.Equal(5, Item(12345678).Cancelled);
    }

    [Fact]
    public async Task Adding_quantities_does_not_overflow()
    {
        Reply reply = await _client.PostAsync(
            "order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":2147483647},{"id":12345678,"quantity":2147483647}]}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(0, Item(12345678).Cancelled);
    }

    [Theory]
    [InlineData("""{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":4}]}""", "Invalid quantity specified, index 1")]
    [InlineData("""{"items":[{"id":12345678,"quantity":1},{"id":99999999,"quantity":1}]}""", "Invalid item specified, index 1")]
    public async Task A_request_is_booked_completely_or_not_at_all(string body, string message)
    {
        Reply reply = await _client.PostAsync("order/45453571/cancellation", body);

        Assert.Equal((400, $$$"""{"error":{"message":"{{{message}}}","code":0}}"""), reply.Said);
        Assert.Empty(_client.Sandbox.Bookings);
        Assert.Equal((0, 0), (Item(12345678).Cancelled, Item(12345679).Cancelled));
    }

    [Theory]
    [InlineData("45453572", 12345680, "cancellation", "shipped")]
    [InlineData("45453573", 12345683, "cancellation", "partly shipped")]
    [InlineData("45453575", 12345687, "cancellation", "cancelled")]
    [InlineData("45453571", 12345678, "return", "new")]
    [InlineData("45453577", 12345691, "return", "in production")]
    [InlineData("45453575", 12345687, "return", "cancelled")]
    public async Task The_status_of_the_order_is_checked(string order, long itemId, string operation, string because)
    {
        Reply reply = await _client.PostAsync(
            "order/" + order + "/" + operation, $$"""{"reference":"R1","items":[{"id":{{itemId}},"quantity":1}]}""");

        Assert.True(reply.Said == (400, """{"error":{"message":"Invalid order status","code":0}}"""), because + ": " + reply);
        Assert.Empty(_client.Sandbox.Bookings);
    }

    [Fact]
    public async Task An_order_in_production_can_be_cancelled()
    {
        Reply reply = await _client.PostAsync("order/45453577/cancellation", """{"items":[{"id":12345691,"quantity":1}]}""");

        Assert.Equal((200, """[{"id":254001,"items":[{"id":12345691,"order_id":45453577,"quantity":2}]}]"""), reply.Said);
    }

    [Fact]
    public async Task An_order_with_nothing_left_is_cancelled()
    {
        await CancelAsync(12345678, 5);
        Assert.Equal(SandboxOrderStatus.New, Order(45453571).Status);

        await CancelAsync(12345679, 3);
        Assert.Equal(SandboxOrderStatus.Cancelled, Order(45453571).Status);
        Assert.Equal("""{"error":{"message":"Invalid order status","code":0}}""", (await CancelAsync(12345679, 1)).Body);
    }

    [Fact]
    public async Task The_status_of_an_order_can_be_set_to_shipped_and_then_returned()
    {
        await CancelAsync(12345678, 2);
        Order(45453571).Status = SandboxOrderStatus.Shipped;

        Reply tooMany = await _client.PostAsync("order/45453571/return", """{"reference":"R1","items":[{"id":12345678,"quantity":4}]}""");
        Reply all = await _client.PostAsync("order/45453571/return", """{"reference":"R1","items":[{"id":12345678,"quantity":3}]}""");

        Assert.Equal((400, 200), (tooMany.Status, all.Status));
    }

    [Fact]
    public async Task IDs_are_64_bit()
    {
        _client.Sandbox.AddOrder(new SandboxOrder
        {
            Id = 9223372036854775807,
            Items = [new SandboxItem { Id = 9223372036854775806, Quantity = 1 }],
        });

        Reply reply = await _client.PostAsync(
            "order/9223372036854775807/cancellation", """{"items":[{"id":9223372036854775806,"quantity":1}]}""");

        Assert.Equal(
            (200, """[{"id":254001,"items":[{"id":9223372036854775806,"order_id":9223372036854775807,"quantity":1}]}]"""), reply.Said);
    }

    [Fact]
    public async Task Concurrent_requests_never_book_more_than_available()
    {
        const string body = """{"items":[{"id":12345694,"quantity":3}]}""";
        await _client.PostAsync("order/45453579/cancellation", body);

        Reply[] replies = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Task.Run(() => _client.PostAsync("order/45453579/cancellation", body))));

        Assert.Equal(32, replies.Count(reply => reply.Status == 200));
        Assert.Equal(68, replies.Count(reply => reply.Status == 400));
        Assert.Equal(99, Item(12345694).Cancelled);
        Assert.Equal(Enumerable.Range(254001, 33).Select(id => (long)id), _client.Sandbox.Bookings.Select(booking => booking.Id));
        Assert.Equal(
            replies.Where(reply => reply.Status == 200).Select(reply => reply.Body[7..13]).Order(),
            _client.Sandbox.Bookings.Skip(1).Select(booking => booking.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private Task<Reply> CancelAsync(long itemId, int quantity) => _client.PostAsync(
        "order/45453571/cancellation", $$"""{"items":[{"id":{{itemId}},"quantity":{{quantity}}}]}""");

    private Task<Reply> ReturnAsync(long itemId, int quantity) => _client.PostAsync(
        "order/45453572/return", $$"""{"reference":"R1","items":[{"id":{{itemId}},"quantity":{{quantity}}}]}""");

    private SandboxOrder Order(long id) => _client.Sandbox.Orders.Single(order => order.Id == id);

    private SandboxItem Item(long id) => _client.Sandbox.Orders.SelectMany(order => order.Items).Single(item => item.Id == id);
}
