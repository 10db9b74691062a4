namespace KornitX.Client.Tests;

/// <summary>A booking ID that KornitX returns for two requests is reported, as long as both are recent.</summary>
public sealed class KnownBookingsTests
{
    private readonly KnownBookings _bookings = new();

    [Fact]
    public void The_latest_10000_bookings_are_remembered()
    {
        for (int id = 1; id <= 10_000; id++)
            Assert.Null(Add("A", id));
        Assert.Equal("KornitX already used cancellation ID 1 for order A", Add("B", 1));

        Assert.Null(Add("A", 10_001));
        Assert.Equal("KornitX already used cancellation ID 2 for order A", Add("B", 2));
        Assert.Null(Add("B", 1));
    }

    [Fact]
    public void The_first_of_several_repeated_IDs_is_reported_and_the_new_ones_are_remembered()
    {
        Add("A", 7);
        Add("B", 8);

        Assert.Equal("KornitX already used cancellation ID 7 for order A", Add("C", 7, 8, 9));
        Assert.Equal("KornitX already used cancellation ID 9 for order C", Add("D", 9));
    }

    [Fact]
    public void An_ID_that_one_response_repeats_is_no_contradiction()
    {
        Assert.Null(Add("A", 7, 7));
    }

    private string? Add(string order, params long[] ids) => _bookings.Add(
        new BookingRequest(Operation.Cancellation, OrderAddress.ByExternalRef(order), null, [new RequestItem(null, "a", 1)]),
        System.Array.ConvertAll(ids, id => new Booking(id, [])));
}
