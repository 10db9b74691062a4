using System.Linq;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>A bad row holds back its whole order and no other, so that the corrected input can be run again.</summary>
public sealed class HeldBackTests
{
    [Theory]
    [InlineData("OrderId=1,ItemId=,Quantity=1")]
    [InlineData("OrderId=1,ItemId=12,Quantity=x")]
    [InlineData("OrderId=1,ItemId=12")]
    [InlineData("OrderId=1,OrderExternalRef=B,ItemId=12,Quantity=x")]
    // Under any reference: it is not known which request the row belongs to.
    [InlineData("OrderId=1,ItemId=12,Quantity=x,Reference=R2")]
    public void By_ID(string bad)
    {
        AssertBatch(
            ["OrderId=1,ItemId=11,Quantity=1", bad, "OrderId=2,ItemId=21,Quantity=1"],
            ["HELD order 1: 11 x1", "order 2: 21 x1"]);
    }

    [Theory]
    [InlineData("OrderExternalRef=A,Quantity=1")]
    [InlineData("OrderExternalRef=A,ItemExternalRef=Y,Quantity=x")]
    [InlineData("OrderExternalRef=A,OrderId=x,ItemExternalRef=Y,Quantity=1")]
    [InlineData("OrderExternalRef=A,OrderId=7,ItemExternalRef=Y,Quantity=x")]
    public void By_reference(string bad)
    {
        AssertBatch(
            ["OrderExternalRef=A,ItemExternalRef=X,Quantity=1", bad, "OrderExternalRef=a,ItemExternalRef=X,Quantity=1"],
            ["HELD order A: X x1", "order a: X x1"]);
    }

    [Fact]
    public void The_position_of_the_bad_row_does_not_matter()
    {
        AssertBatch(["OrderId=1,ItemId=x,Quantity=1", "OrderId=1,ItemId=11,Quantity=1"], ["HELD order 1: 11 x1"]);
        AssertBatch(["OrderId=1,ItemId=11,Quantity=1", "OrderId=2,ItemId=21,Quantity=1", "OrderId=1,ItemId=x,Quantity=1"], ["HELD order 1: 11 x1", "order 2: 21 x1"]);
    }

    [Fact]
    public void An_order_with_only_bad_rows_makes_no_request()
    {
        AssertBatch(["OrderId=1,ItemId=x,Quantity=1", "OrderId=2,ItemId=21,Quantity=1"], ["order 2: 21 x1"]);
    }

    [Fact]
    public void A_row_without_an_order_holds_back_no_order()
    {
        AssertBatch(["OrderId=x,ItemId=12,Quantity=1", "OrderId=1,ItemId=11,Quantity=1"], ["order 1: 11 x1"]);
    }

    [Fact]
    public void Orders_with_the_same_reference_are_distinguished_by_ID()
    {
        AssertBatch(
            [
                "OrderId=1,OrderExternalRef=A,ItemId=11,ItemExternalRef=X,Quantity=1",
                "OrderId=2,OrderExternalRef=A,ItemId=21,ItemExternalRef=X,Quantity=1",
                "OrderId=2,OrderExternalRef=A,ItemId=22,ItemExternalRef=Y,Quantity=x",
            ],
            ["order A (1): X (11) x1", "HELD order A (2): X (21) x1"]);
    }

    [Fact]
    public void If_the_bad_row_can_belong_to_two_orders_both_are_held_back()
    {
        AssertBatch(
            [
                "OrderId=1,OrderExternalRef=A,ItemId=11,ItemExternalRef=X,Quantity=1",
                "OrderId=2,OrderExternalRef=A,ItemId=21,ItemExternalRef=X,Quantity=1",
                "OrderExternalRef=A,ItemExternalRef=Y,Quantity=x",
            ],
            ["HELD order A (1): X (11) x1", "HELD order A (2): X (21) x1"]);
    }

    [Fact]
    public void A_name_in_any_row_of_the_order_is_used()
    {
        AssertBatch(
            [
                "OrderId=1,ItemId=11,Quantity=1",
                "OrderId=1,OrderExternalRef=A,ItemId=12,Quantity=1",
                "OrderExternalRef=A,ItemId=13,Quantity=1",
            ],
            ["HELD order 1: 11 x1, 12 x1"]);
        AssertBatch(
            [
                "OrderExternalRef=A,ItemExternalRef=X,Quantity=1",
                "OrderExternalRef=A,OrderId=1,ItemExternalRef=Y,Quantity=1",
                "OrderId=1,ItemExternalRef=Z,Quantity=1",
            ],
            ["HELD order A: X x1, Y x1"]);
    }

    [Fact]
    public void All_names_of_an_order_are_used()
    {
        AssertBatch(
            [
                "OrderExternalRef=A,ItemExternalRef=X,Quantity=1",
                "OrderExternalRef=A,OrderId=1,ItemExternalRef=Y,Quantity=1",
                "OrderExternalRef=A,OrderId=2,ItemExternalRef=Z,Quantity=1",
                "OrderId=1,ItemId=11,Quantity=x",
            ],
            ["HELD order A: X x1, Y x1, Z x1"]);
    }

    private static void AssertBatch(string[] rows, string[] orders) =>
        Assert.Equal(orders, OrderBatchTests.Batch(rows).Orders().Select(OrderBatchTests.Describe));
}
