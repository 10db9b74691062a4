using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Remembers which orders the latest bookings belong to. A booking ID that comes again was given for another request: an
/// answer has gone astray. Of a bounded number, since an answer goes astray to a request that left about the same time.
/// </summary>
internal sealed class KnownBookings
{
    private const int Most = 10_000;

    private readonly Dictionary<(Operation Operation, long Id), string> _orders = [];
    private readonly Queue<(Operation Operation, long Id)> _oldestFirst = new();

    /// <summary>Notes what was booked.</summary>
    /// <returns>What contradicts an earlier answer, as a sentence; null where nothing does.</returns>
    public string? Add(OrderRequest request, IReadOnlyList<Booking> bookings)
    {
        lock (_orders)
        {
            string? contradiction = null;
            foreach (long id in bookings.Select(booking => booking.Id).OfType<long>().Distinct())
            {
                (Operation, long) booking = (request.Operation, id);
                if (_orders.TryGetValue(booking, out string? order))
                {
                    contradiction ??= $"KornitX gave the {request.Operation.Noun} {id} for {order} before";
                    continue;
                }

                _orders.Add(booking, request.ToString());
                _oldestFirst.Enqueue(booking);
                if (_oldestFirst.Count > Most)
                    _orders.Remove(_oldestFirst.Dequeue());
            }

            return contradiction;
        }
    }
}
