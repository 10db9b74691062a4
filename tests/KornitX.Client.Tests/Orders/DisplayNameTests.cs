namespace KornitX.Client.Tests;

/// <summary>What messages call an order and an item.</summary>
public sealed class DisplayNameTests
{
    [Fact]
    public void An_order_is_named_by_its_addressing()
    {
        Assert.Equal("order 45453571", new OrderAddress(Addressing.Id, 45453571, "POS-584551").ToString());
        Assert.Equal("order POS-584551", new OrderAddress(Addressing.ExternalRef, 45453571, "POS-584551").ToString());
        Assert.Equal("order POS-584551 (45453571)", OrderAddress.ByCombined("POS-584551", 45453571).ToString());
        Assert.Equal("12345678", new RequestItem(12345678, "ABCD", 1).Name(Addressing.Id));
        Assert.Equal("ABCD", new RequestItem(12345678, "ABCD", 1).Name(Addressing.ExternalRef));
        Assert.Equal("ABCD (12345678)", new RequestItem(12345678, "ABCD", 1).Name(Addressing.Combined));
    }

    [Fact]
    public void A_request_is_named_by_its_order_and_its_reference()
    {
        RequestItem[] items = [new RequestItem(12345678, null, 2), new RequestItem(12345679, null, int.MaxValue)];

        BookingRequest plain = new(Operation.Cancellation, OrderAddress.ById(45453571), null, items);
        BookingRequest referenced = new(Operation.Return, OrderAddress.ById(45453571), "ABC\u00A0" + new string('1', 80), items);

        Assert.Equal("order 45453571", plain.ToString());
        Assert.Equal("order 45453571 with reference ABC<U+00A0>" + new string('1', 69) + "…", referenced.ToString());
    }

    [Fact(Skip = NetFrameworkSkip.DirectionMarks)]
    public void A_reference_cannot_reverse_or_flood_a_message()
    {
        string reference = "A\u2066B\u2028C" + new string('x', 5_000);

        Assert.Equal("order A<U+2066>B<U+2028>C" + new string('x', 61) + "…", OrderAddress.ByExternalRef(reference).ToString());
        Assert.Equal("order A<U+2066>B<U+2028>C" + new string('x', 61) + "… (7)", OrderAddress.ByCombined(reference, 7).ToString());
        Assert.Equal("A<U+2066>B<U+2028>C" + new string('x', 61) + "…", new RequestItem(null, reference, 1).Name(Addressing.ExternalRef));
        Assert.Equal("A<U+2066>B<U+2028>C" + new string('x', 61) + "… (7)", new RequestItem(7, reference, 1).Name(Addressing.Combined));
    }
}
