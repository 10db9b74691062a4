namespace KornitX.Client;

/// <summary>
/// Remembers the orders of the latest bookings. A booking ID that is returned for two requests means that a response reached
/// the wrong request. The number is bounded, because that happens only to requests that are sent at about the same time.
/// </summary>
internal sealed class KnownBookings
{
    private const int Capacity = 10_000;

    private readonly Dictionary<(Operation Operation, long Id), string> _orders = [];
    private readonly Queue<(Operation Operation, long Id)> _oldestFirst = new();

    /// <summary>Adds the bookings of a request.</summary>
    /// <returns>How they contradict an earlier response, as a sentence; null if they do not.</returns>
    public string? Add(BookingRequest request, IReadOnlyList<Booking> bookings)
    {
        lock (_orders)
        {
            string? contradiction = null;
            foreach (long id in bookings.Select(booking => booking.Id).OfType<long>().Distinct())
            {
                (Operation, long) booking = (request.Operation, id);
                if (_orders.TryGetValue(booking, out string? order))
                {
                    contradiction ??= $"KornitX already used {request.Operation.Noun} ID {id} for {order}";
                    continue;
                }

                _orders.Add(booking, request.ToString());
                _oldestFirst.Enqueue(booking);
                if (_oldestFirst.Count > Capacity)
                    _orders.Remove(_oldestFirst.Dequeue());
            }

            return contradiction;
        }
    }
}
