namespace KornitX.Client.Tests.Runs;

/// <summary>A transport whose responses the test sets one by one.</summary>
internal sealed class ManualTransport : IOrderTransport
{
    private readonly List<(long Order, TaskCompletionSource<Attempt> Answer)> _inFlight = [];

    /// <summary>The immediate response to every request; null when the test sets each response.</summary>
    public Attempt? AtOnce { get; init; }

    /// <summary>All requests that were sent.</summary>
    public List<long> Sent { get; } = [];

    /// <summary>The orders in flight.</summary>
    public IEnumerable<long> InFlight => _inFlight.Select(request => request.Order);

    public static Attempt Created(long id) => new(new Outcome.Created([new Booking(id, [])]));

    public Task<Preparation> PrepareAsync(
        BookingRequest request, AccessToken? refused, IClientObserver? observer, CancellationToken stop) =>
        Task.FromResult(new Preparation(new AccessToken("token", default, null), null));

    public Task<Attempt> PostAsync(
        BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken stop)
    {
        long order = request.Order.Id!.Value;
        Sent.Add(order);
        if (AtOnce is { } attempt)
            return Task.FromResult(attempt);

        TaskCompletionSource<Attempt> answer = new();
        _inFlight.Add((order, answer));
        stop.Register(() => answer.TrySetResult(new Attempt(new Outcome.Unknown("the run was stopped"))));
        return answer.Task;
    }

    public void Answer(long order, Attempt attempt) => Land(order).SetResult(attempt);

    /// <summary>Makes the transport throw.</summary>
    public void Fail(long order, Exception exception) => Land(order).SetException(exception);

    private TaskCompletionSource<Attempt> Land(long order)
    {
        (long Order, TaskCompletionSource<Attempt> Answer) request = _inFlight.Single(request => request.Order == order);
        _inFlight.Remove(request);
        return request.Answer;
    }
}
