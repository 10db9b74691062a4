namespace KornitX.Client.Tests.Orders;

/// <summary>Two addresses are equal if they send the same identifiers.</summary>
public sealed class OrderAddressTests
{
    public static TheoryData<OrderAddress, OrderAddress> Equal => new()
    {
        { OrderAddress.ById(42), OrderAddress.ById(42) },
        { OrderAddress.ById(42), new OrderAddress(Addressing.Id, 42, "POS-1") },
        { OrderAddress.ByExternalRef("POS-1"), OrderAddress.ByExternalRef("POS-1") },
        { OrderAddress.ByExternalRef("POS-1"), new OrderAddress(Addressing.ExternalRef, 42, "POS-1") },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ByCombined("POS-1", 42) },
    };

    public static TheoryData<OrderAddress, OrderAddress?> Different => new()
    {
        { OrderAddress.ById(42), OrderAddress.ById(43) },
        { OrderAddress.ById(42), null },
        { OrderAddress.ByExternalRef("POS-1"), OrderAddress.ByExternalRef("POS-2") },
        { OrderAddress.ByExternalRef("POS-1"), OrderAddress.ByExternalRef("pos-1") },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ByCombined("POS-1", 43) },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ByCombined("POS-2", 42) },
        { OrderAddress.ByCombined("POS-1", 42), new OrderAddress(Addressing.Id, 42, "POS-1") },
        { OrderAddress.ByCombined("POS-1", 42), new OrderAddress(Addressing.ExternalRef, 42, "POS-1") },
    };

    [Theory]
    [MemberData(nameof(Equal))]
    public void Identifiers_that_are_not_sent_are_ignored(OrderAddress one, OrderAddress other)
    {
        Assert.True(one.Equals(other));
        Assert.True(other.Equals((object)one));
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Different))]
    public void Addresses_that_send_different_identifiers_are_different(OrderAddress one, OrderAddress? other)
    {
        Assert.False(one.Equals(other));
        Assert.False(one.Equals((object?)other));
    }
}
