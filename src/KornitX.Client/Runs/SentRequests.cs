using System.Globalization;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// Remembers the requests that a process booked, or may have booked, for one account, so that it sends the same request only once.
/// Has the last 100,000. Thread-safe.
/// </summary>
public sealed class SentRequests
{
    private static readonly Outcome Booked = new Outcome.Created([]);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The keys of the entries with an outcome, the oldest first.</summary>
    private readonly LinkedList<string> _oldestFirst = new();
    private readonly TimeProvider _time;
    private readonly int _capacity;

    /// <summary>Creates an empty memory.</summary>
    public SentRequests()
        : this(100_000, TimeProvider.System)
    {
    }

    internal SentRequests(int capacity, TimeProvider time)
    {
        _capacity = capacity;
        _time = time;
    }

    /// <summary>Finds the outcome of a request that is not sent again.</summary>
    /// <returns>The outcome; null if the request can be sent, or is being sent.</returns>
    internal UnsentRequest? Find(BookingRequest request, OrderRunOptions options)
    {
        lock (_entries)
            return _entries.TryGetValue(CreateKey(request), out Entry? entry) ? entry.Find(request, options) : null;
    }

    /// <summary>Removes a request whose outcome was unknown when an operator settled it as not booked. A later one stays.</summary>
    internal void Forget(BookingRequest request, DateTimeOffset notBookedAt)
    {
        lock (_entries)
        {
            if (_entries.TryGetValue(CreateKey(request), out Entry? entry)
                && entry is { Last: Outcome.Unknown, InFlight: null } && entry.At <= notBookedAt)
                Remove(CreateKey(request), entry);
        }
    }

    /// <summary>
    /// Reserves a request so that no other run sends it at the same time, after a run that is sending it has its outcome. Call
    /// <see cref="Release"/> with the outcome.
    /// </summary>
    /// <returns>The outcome if the request is not sent, and nothing is reserved; null if it is reserved.</returns>
    internal async Task<UnsentRequest?> ReserveAsync(PendingOrder order, OrderRunOptions options, CancellationToken cancellationToken)
    {
        string key = CreateKey(order.Request);
        while (true)
        {
            Task inFlight;
            lock (_entries)
            {
                if (!_entries.TryGetValue(key, out Entry? entry))
                    _entries.Add(key, entry = new Entry());
                if (entry.InFlight is null)
                {
                    if (entry.Find(order.Request, options) is { } known)
                        return known;
                    order.MayBeBooked |= entry.Last is Outcome.Unknown;
                    order.IsReserved = true;
                    entry.InFlight = new TaskCompletionSource<bool>();
                    return null;
                }

                inFlight = entry.InFlight.Task;
            }

            // The other run always releases it, but this one may be stopped first.
            Task stopped = Task.Delay(Timeout.Infinite, cancellationToken);
            if (await Task.WhenAny(inFlight, stopped).ConfigureAwait(false) == stopped)
                return new UnsentRequest(order.ToOutcome(OrderSender.Stopped));
        }
    }

    /// <summary>Records the outcome of a reserved request. One that had no effect leaves what was remembered before.</summary>
    internal void Release(PendingOrder order, Outcome outcome)
    {
        string key = CreateKey(order.Request);
        TaskCompletionSource<bool>? inFlight;
        order.IsReserved = false;
        lock (_entries)
        {
            Entry entry = _entries[key];
            (inFlight, entry.InFlight) = (entry.InFlight, null);
            if (outcome is Outcome.Created or Outcome.Unknown)
                Remember(key, entry, outcome);
            else if (entry.Last is null)
                Remove(key, entry);
        }

        inFlight?.SetResult(true);
    }

    private void Remember(string key, Entry entry, Outcome outcome)
    {
        // Of a booking only the ID is kept: there are many, and their items are larger than the rest.
        entry.Last = outcome is Outcome.Created ? Booked : outcome;
        entry.BookingId = outcome is Outcome.Created { Bookings.Count: > 0 } created ? created.Bookings[0].Id : null;
        entry.At = _time.GetUtcNow();
        if (entry.Age is { } age)
            _oldestFirst.Remove(age);
        entry.Age = _oldestFirst.AddLast(key);
        LinkedListNode<string>? oldest = _oldestFirst.First;
        for (; oldest is not null && _oldestFirst.Count > _capacity; oldest = oldest.Next)
        {
            // One that is being sent again stays reserved.
            if (_entries[oldest.Value] is { InFlight: null } old)
            {
                Remove(oldest.Value, old);
                break;
            }
        }
    }

    private void Remove(string key, Entry entry)
    {
        _entries.Remove(key);
        if (entry.Age is { } age)
            _oldestFirst.Remove(age);
    }

    /// <summary>
    /// Returns what makes two requests the same: the operation, the order as it is named, the reference, and the items in any
    /// order, with composed letters. References contain no control characters, so lines separate them.
    /// </summary>
    private static string CreateKey(BookingRequest request)
    {
        Addressing addressing = request.Order.Addressing;
        StringBuilder key = new();
        key.Append(request.Operation.Name).Append((int)addressing).Append('\n')
            .Append(addressing == Addressing.ExternalRef ? null : request.Order.Id).Append('\n')
            .Append(addressing == Addressing.Id ? null : request.Order.ExternalRef).Append('\n')
            .Append(request.Reference is null ? "-" : "+" + request.Reference);
        foreach (string item in request.Items.Select(item => ItemKey(item.Key(addressing), item.Quantity))
            .OrderBy(item => item, StringComparer.Ordinal))
            key.Append('\n').Append(item);
        return key.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string ItemKey((long? Id, string? ExternalRef) item, int quantity) =>
        FormattableString.Invariant($"{quantity}\n{item.Id}\n{item.ExternalRef?.Normalize(NormalizationForm.FormC)}");

    /// <summary>A request that is being sent, or is or may be booked.</summary>
    private sealed class Entry
    {
        /// <summary>Created or Unknown; null if it is being sent for the first time.</summary>
        public Outcome? Last { get; set; }

        /// <summary>The ID of the booking; null if it is not known.</summary>
        public long? BookingId { get; set; }

        public DateTimeOffset At { get; set; }

        /// <summary>Completes when the run that is sending it has the outcome; null if no run is sending it.</summary>
        public TaskCompletionSource<bool>? InFlight { get; set; }

        public LinkedListNode<string>? Age { get; set; }

        public UnsentRequest? Find(BookingRequest request, OrderRunOptions options)
        {
            if (Last is null || (Last is Outcome.Created ? options.Force : options.RetryUnknown))
                return null;
            Outcome known = Last is Outcome.Unknown unknown
                ? unknown with { Message = $"this session sent it before, at {Time}: {unknown.Message}" }
                : new Outcome.Created([new Booking(BookingId, [])]);
            Outcome reported = known is Outcome.Unknown ? known : new Outcome.NotSent(
                NotSentReason.AlreadyBooked,
                $"this session booked the same {request.Operation.Noun} at {Time}"
                + (BookingId is { } id ? FormattableString.Invariant($", with ID {id}") : ""));
            return new UnsentRequest(new RequestOutcome(request, reported, OutcomeSource.Session), known, Last.Trace?.SentAt ?? At);
        }

        private string Time => At.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
    }
}

/// <summary>
/// A request that a run does not send, because the process has sent it, or because the run was stopped while another one sent it.
/// </summary>
/// <param name="Reported">Its outcome in this run.</param>
/// <param name="Known">What the process knows of it, which is Created or Unknown; null if nothing.</param>
/// <param name="SentAt">When it was sent, or its outcome became known; null if nothing is known of it.</param>
internal sealed record UnsentRequest(RequestOutcome Reported, Outcome? Known = null, DateTimeOffset? SentAt = null);
