namespace KornitX.Client.Tests.Simulation;

/// <summary>The network and the server as one process sees them: getting a token, arriving and answering are steps of their own.</summary>
internal sealed class VirtualNetwork : IOrderTransport
{
    private readonly World _world;
    private readonly Steps _steps;
    private readonly int _limit;
    private readonly Dictionary<int, Outcome> _lastAnswers = [];
    private int _inFlight;

    public VirtualNetwork(World world, Steps steps, int limit)
    {
        _world = world;
        _steps = steps;
        _limit = limit;
        foreach (RequestInTransit letter in world.InTransit.ToArray())
            steps.Add(StepKind.Network, $"order {letter.Order} of a dead run arrives", () => world.Arrive(letter));
    }

    /// <summary>The last response to an order's request; null when it was not sent in this run.</summary>
    public Outcome? LastAnswer(int order) => _lastAnswers.GetValueOrDefault(order);

    public Task<Preparation> PrepareAsync(
        BookingRequest request, AccessToken? refused, IClientObserver? observer, CancellationToken stop)
    {
        int order = World.OrderOf(request);
        TaskCompletionSource<Preparation> prepared = new();
        Step? step = null;
        CancellationTokenRegistration stopping = default;
        step = _steps.Add(StepKind.Network, $"order {order} is prepared", () =>
        {
            stopping.Dispose();
            if (_world.BehaviorOf(order) != ServerBehavior.GetsNoToken)
            {
                prepared.SetResult(new Preparation(new AccessToken("token", default, null), null));
                return;
            }

            _world.EndTry(order);
            prepared.SetResult(new Preparation(null, new Outcome.NotSent(NotSentReason.AuthenticationFailed, "no token")));
        });
        stopping = stop.Register(() =>
        {
            _steps.Remove(step);
            prepared.TrySetCanceled(stop);
        });
        return prepared.Task;
    }

    public Task<Attempt> PostAsync(
        BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
            return Task.FromResult(new Attempt(new Outcome.NotSent(NotSentReason.Stopped, "stopped")));

        try
        {
            if (++_inFlight > _limit)
                throw new Violation($"{_inFlight} requests are in flight");
            Exchange exchange = new(this, World.OrderOf(request));
            exchange.Start(stop);
            return exchange.Answer;
        }
        catch (Violation violation)
        {
            throw _steps.Record(violation);
        }
    }

    /// <summary>One request under way.</summary>
    private sealed class Exchange
    {
        private readonly VirtualNetwork _network;
        private readonly int _order;
        private readonly TaskCompletionSource<Attempt> _answer = new();
        private readonly List<Step> _mine = [];
        private CancellationTokenRegistration _stopping;

        public Exchange(VirtualNetwork network, int order)
        {
            _network = network;
            _order = order;
        }

        public Task<Attempt> Answer => _answer.Task;

        /// <summary>Not every answer says which order it is about.</summary>
        private BookedLine[] AnsweredItems => _order % 2 == 0 ? [new BookedLine(7, World.IdOf(_order), 1)] : [];

        private World World => _network._world;

        public void Start(CancellationToken stop)
        {
            ServerBehavior fate = World.BehaviorOf(_order);
            if (fate == ServerBehavior.CannotConnect)
            {
                World.EndTry(_order);
                Then("cannot connect", () => End(NotSent(NotSentReason.Unreachable, Resend.AfterWait, null)));
                return;
            }

            RequestInTransit letter = World.Send(_order);
            World.EndTry(_order);
            if (fate == ServerBehavior.IsDropped)
                World.InTransit.Remove(letter);
            else
                _network._steps.Add(StepKind.Network, $"order {_order} arrives ({fate})", () => Arrive(letter));
            if (fate is ServerBehavior.IsDropped or ServerBehavior.LosesAnswer)
                Then("is waited for too long", () => End(new Attempt(new Outcome.Unknown("no answer"))));
            _stopping = stop.Register(() => End(new Attempt(new Outcome.Unknown("stopped"))));
        }

        private void Arrive(RequestInTransit letter)
        {
            long? booking = World.Arrive(letter);
            if (_answer.Task.IsCompleted || letter.ServerBehavior == ServerBehavior.LosesAnswer)
                return;
            Then($"is answered ({letter.ServerBehavior})", () => End(letter.ServerBehavior switch
            {
                ServerBehavior.Books => new Attempt(new Outcome.Created([new Booking(booking!.Value, AnsweredItems)])),
                ServerBehavior.Rejects => new Attempt(new Outcome.Rejected(422, "no")),
                ServerBehavior.IsBusy => NotSent(NotSentReason.RateLimited, Resend.AfterWait, TimeSpan.FromSeconds(30)),
                ServerBehavior.IsTurnedAway => NotSent(NotSentReason.RateLimited, Resend.AfterWait, null),
                ServerBehavior.HasBadToken => NotSent(NotSentReason.AuthenticationFailed, Resend.WithNewToken, null),
                _ => new Attempt(new Outcome.Unknown("500")),
            }));
        }

        private void Then(string name, Action act) =>
            _mine.Add(_network._steps.Add(StepKind.Network, $"order {_order} {name}", act));

        private void End(Attempt attempt)
        {
            foreach (Step step in _mine)
                _network._steps.Remove(step);
            _stopping.Dispose();
            _network._inFlight--;
            _network._lastAnswers[_order] = attempt.Outcome;
            if (attempt.Outcome is Outcome.NotSent or Outcome.Rejected)
                World.AllowResend(_order);
            _answer.SetResult(attempt);
        }

        private static Attempt NotSent(NotSentReason reason, Resend resend, TimeSpan? after) =>
            new(new Outcome.NotSent(reason, "not sent"), resend, after);
    }
}
