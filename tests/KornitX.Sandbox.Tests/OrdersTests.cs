namespace KornitX.Tests;

public sealed class OrdersTests
{
    [Fact]
    public void There_are_ten_built_in_orders() => Assert.Equal(
        [
            "45453571 / POS-584551 (New)",
            "45453572 / POS-584552 (Shipped)",
            "45453573 / POS-584553 (PartlyShipped)",
            "45453574 / WEB 1001/ä#1 (New)",
            "45453575 / POS-584555 (Cancelled)",
            "45453576 / POS-584556 (New)",
            "45453577 / POS-584557 (InProduction)",
            "45453578 / POS-584558 (Shipped)",
            "45453579 / POS-584559 (New)",
            "45453580 / POS-584560 (Shipped)",
        ],
        SandboxOrder.BuiltIn.Select(order => order.ToString()));

    [Fact]
    public void The_built_in_items() => Assert.Equal(
        [
            "12345678 / ABCD x5", "12345679 / EFGH x3", "12345680 / ABCD x2", "12345681 / EFGH x4", "12345682 / ABCD x3",
            "12345683 / EFGH x2", "12345684 / IJKL x6", "12345685 / ABCD x1", "12345686 / MUG-11oz/ß x2", "12345687 / ABCD x1",
            "12345688 / ABCD x10", "12345689 / EFGH x1", "12345690 / IJKL x4", "12345691 / EFGH x2", "12345692 / ABCD x1",
            "12345693 / IJKL x3", "12345694 / IJKL x100", "12345695 / EFGH x100",
        ],
        SandboxOrder.BuiltIn.SelectMany(order => order.Items).Select(item => item.ToString()));

    [Fact]
    public void Each_call_creates_new_built_in_orders()
    {
        SandboxOrder.BuiltIn[0].Items[0].Cancelled = 5;

        Assert.Equal(0, SandboxOrder.BuiltIn[0].Items[0].Cancelled);
    }

    [Fact]
    public void A_shipped_order_has_all_items_shipped_by_default()
    {
        using Sandbox sandbox = Sandbox.Start(new SandboxOptions
        {
            Orders =
            [
                new SandboxOrder
                {
                    Id = 1,
                    Status = SandboxOrderStatus.Shipped,
                    Items =
                    [
                        new SandboxItem { Id = 10, Quantity = 5, Cancelled = 2 },
                        new SandboxItem { Id = 11, Quantity = 5, Shipped = 4 },
                    ],
                },
            ],
        });

        Assert.Equal([3, 4], sandbox.Orders[0].Items.Select(item => item.Shipped));
    }

    [Fact]
    public void Orders_can_be_added_and_are_copied()
    {
        using Sandbox sandbox = Sandbox.Start(new SandboxOptions { Orders = [] });
        SandboxOrder order = new() { Id = 1, Items = [new SandboxItem { Id = 10, Quantity = 5 }] };

        sandbox.AddOrder(order);
        order.Items[0].Quantity = 1;

        Assert.Equal(5, Assert.Single(sandbox.Orders).Items[0].Quantity);
    }

    [Fact]
    public void A_second_order_with_the_same_ID_is_rejected()
    {
        using Sandbox sandbox = Sandbox.Start();

        ArgumentException error = Assert.Throws<ArgumentException>(() => sandbox.AddOrder(
            new SandboxOrder { Id = 45453571, Items = [new SandboxItem { Id = 10, Quantity = 5 }] }));

        Assert.StartsWith("There is an order with Id 45453571 already.", error.Message, StringComparison.Ordinal);
        Assert.Equal(10, sandbox.Orders.Count);
    }

    [Theory]
    [InlineData("1", "", 1)]
    [InlineData("2", "", 2)]
    [InlineData("A", "by-external-ref/", 1)]
    [InlineData("A-2", "by-combined/", 2)]
    public async Task A_shared_reference_finds_the_first_order(string order, string by, long booked)
    {
        using SandboxClient client = new(new SandboxOptions { Orders = [Shared(1), Shared(2)] });
        string item = by switch { "" => "\"id\":10", "by-combined/" => "\"combined\":\"X-10\"", _ => "\"external_ref\":\"X\"" };

        Reply reply = await client.PostAsync("/order/" + by + order + "/cancellation", "{\"items\":[{" + item + ",\"quantity\":1}]}");

        Assert.Equal(200, reply.Status);
        Assert.Equal(booked, Assert.Single(client.Sandbox.Bookings).OrderId);

        static SandboxOrder Shared(long id) => new()
        {
            Id = id,
            ExternalRef = "A",
            Items =
            [
                new SandboxItem { Id = 10, ExternalRef = "X", Quantity = 1 },
                new SandboxItem { Id = 11, ExternalRef = "X", Quantity = 1 },
            ],
        };
    }

    [Fact]
    public void An_operation_lists_the_items_it_can_book()
    {
        SandboxItem none = new() { Id = 10, Quantity = 2, Shipped = 1, Cancelled = 1, Returned = 1 };
        SandboxItem one = new() { Id = 11, Quantity = 2, Shipped = 1 };
        SandboxOrder order = new() { Id = 1, Status = SandboxOrderStatus.New, Items = [none, one] };

        Assert.Equal([one], order.GetBookableItems("cancellation"));
        Assert.Empty(order.GetBookableItems("Return"));

        order.Status = SandboxOrderStatus.PartlyShipped;
        Assert.Empty(order.GetBookableItems("Cancellation"));
        Assert.Equal([one], order.GetBookableItems("Return"));
        Assert.Throws<ArgumentException>(() => order.GetBookableItems("Refund"));
    }

    [Theory]
    [InlineData("Cancellation", SandboxOrderStatus.New)]
    [InlineData("Return", SandboxOrderStatus.Shipped)]
    public void An_order_can_be_prepared_for_an_operation(string operation, SandboxOrderStatus status)
    {
        SandboxOrder order = new() { Id = 1, Status = SandboxOrderStatus.Cancelled };

        order.SetReadyFor(operation);

        Assert.Equal(status, order.Status);
    }

    [Fact]
    public void Invalid_orders_are_rejected()
    {
        using Sandbox sandbox = Sandbox.Start();

        Assert.Equal("an order's Id must be at least 1, not 0.", Rejected(sandbox, new SandboxOrder()));
        Assert.Equal("order 1 has no Items.", Rejected(sandbox, new SandboxOrder { Id = 1 }));
        Assert.Equal(
            "order 1: ExternalRef is empty; leave it out instead.",
            Rejected(sandbox, Order("", new SandboxItem { Id = 10, Quantity = 1 })));
        Assert.Equal("order 1, item 0: Id must be at least 1.", Rejected(sandbox, Order("A", new SandboxItem { Quantity = 1 })));
        Assert.Equal("order 1, item 10: Quantity must be at least 1.", Rejected(sandbox, Order("A", new SandboxItem { Id = 10 })));
        Assert.Equal(
            "order 1, item 10: Shipped and Cancelled together must be from 0 to Quantity.",
            Rejected(sandbox, Order("A", new SandboxItem { Id = 10, Quantity = 2, Shipped = 1, Cancelled = 2 })));
        Assert.Equal(
            "order 1, item 10: Returned must be from 0 to Shipped.",
            Rejected(sandbox, Order("A", new SandboxItem { Id = 10, Quantity = 2, Shipped = 1, Returned = 2 })));
        Assert.Equal(
            "order 1 has item Id 10 twice.",
            Rejected(sandbox, Order("A", new SandboxItem { Id = 10, Quantity = 2 }, new SandboxItem { Id = 10, Quantity = 2 })));
        Assert.Equal(10, sandbox.Orders.Count);
    }

    [Fact]
    public void An_unknown_operation_is_rejected()
    {
        Assert.StartsWith(
            "There is no operation 'Refund'; there are: Cancellation, Return.",
            Rejected(new SandboxOptions { Operations = ["Refund"] }),
            StringComparison.Ordinal);
    }

    private static SandboxOrder Order(string externalRef, params SandboxItem[] items) =>
        new() { Id = 1, ExternalRef = externalRef, Items = items };

    private static string Rejected(Sandbox sandbox, SandboxOrder order) =>
        Assert.Throws<ArgumentException>(
            () => sandbox.AddOrder(order)).Message.Replace(" (Parameter 'order')", "", StringComparison.Ordinal);

    private static string Rejected(SandboxOptions options) => Assert.Throws<ArgumentException>(() => Sandbox.Start(options)).Message;
}
