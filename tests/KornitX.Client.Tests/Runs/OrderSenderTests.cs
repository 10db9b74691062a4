using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Runs;

/// <summary>One order from ready to known: what is done in which order, and what is tried again.</summary>
public class OrderSenderTests
{
    private static readonly Attempt Busy =
        new(new Outcome.NotSent(NotSentReason.RateLimited, "busy"), Resend.AfterWait, TimeSpan.FromSeconds(30));
    private static readonly Attempt BadToken =
        new(new Outcome.NotSent(NotSentReason.AuthenticationFailed, "bad token"), Resend.WithNewToken);
    private static readonly Attempt Lost = new(new Outcome.Unknown("no answer"));
    private static readonly Attempt No = new(new Outcome.Rejected(422, "no"));
    private static readonly Attempt Yes = ManualTransport.Created(9);

    [Fact]
    public void The_intent_is_written_before_sending_and_the_outcome_before_anything_else() =>
        AssertCalls("Created 9 []", "prepare; write Sending; post; write Created", Yes);

    [Fact]
    public void Rejected_and_unknown_are_final()
    {
        AssertCalls("Rejected 422: no", "prepare; write Sending; post; write Rejected", No, Yes);
        AssertCalls("Unknown: no answer", "prepare; write Sending; post; write Unknown", Lost, Yes);
    }

    [Fact]
    public void A_refused_token_is_renewed_once()
    {
        AssertCalls(
            "Created 9 []",
            "prepare; write Sending; post; write NotSent; prepare anew; write Sending; post; write Created",
            BadToken, Yes);
        AssertCalls(
            "NotSent AuthenticationFailed: bad token",
            "prepare; write Sending; post; write NotSent; prepare anew; write Sending; post; write NotSent",
            BadToken, BadToken, Yes);
    }

    [Fact]
    public void A_request_answered_with_retry_later_is_sent_again_after_a_wait() =>
        AssertCalls(
            "Created 9 []",
            "prepare; write Sending; post; write NotSent; wait 00:00:30 after try 1: busy; prepare; write Sending; post; write Created",
            Busy, Yes);

    [Fact]
    public void A_request_that_exhausts_its_retries_was_not_sent() =>
        AssertCalls(
            "NotSent RateLimited: busy (3 tries)",
            "prepare; write Sending; post; write NotSent; wait 00:00:30 after try 1: busy; prepare; write Sending; post; write NotSent; "
            + "wait 00:00:30 after try 2: busy; prepare; write Sending; post; write NotSent",
            Busy, Busy, Busy, Yes);

    [Fact]
    public void After_a_wait_the_token_can_be_refused_again() =>
        AssertCalls(
            "Created 9 []",
            "prepare; write Sending; post; write NotSent; prepare anew; write Sending; post; write NotSent; wait 00:00:30 after try 1: "
                + "busy; "
            + "prepare; write Sending; post; write NotSent; prepare anew; write Sending; post; write Created",
            BadToken, Busy, BadToken, Yes);

    [Fact]
    public void A_request_whose_intent_cannot_be_written_is_not_sent() =>
        AssertCalls("NotSent JournalFailed: disk full", "prepare; write Sending", failingWrite: 1, Yes);

    [Fact]
    public void A_known_outcome_is_reported_even_if_it_cannot_be_written() =>
        AssertCalls("Created 9 []", "prepare; write Sending; post; write Created", failingWrite: 2, Yes);

    [Fact]
    public void A_request_is_not_retried_if_its_outcome_cannot_be_written() =>
        AssertCalls(
            "NotSent JournalFailed: disk full (2 tries)",
            "prepare; write Sending; post; write NotSent; wait 00:00:30 after try 1: busy; prepare; write Sending",
            failingWrite: 2, Busy, Yes);

    [Fact]
    public void Stopping_while_the_intent_is_written_sends_nothing() => SingleThread.Run(() =>
    {
        using CancellationTokenSource stop = new();
        RecordingTransport transport = new([Yes], failingWrite: int.MaxValue) { OnWrite = stop.Cancel };
        OrderSender sender = new(transport, maximumRetryCount: 2, TimeProvider.System);

        Task<SentOrder> sending = sender.SendAsync(new PendingOrder(Order42), transport, transport, stop.Token, stop.Token);

        Assert.Equal("NotSent Stopped: the run was stopped", Describe(sending.GetAwaiter().GetResult().Outcome));
        Assert.Equal("prepare; write Sending; write NotSent", string.Join("; ", transport.Calls));
    });

    [Fact]
    public void The_journal_records_that_the_connection_was_closed() => SingleThread.Run(() =>
    {
        ManualTransport transport = new()
        {
            AtOnce = new Attempt(new Outcome.NotSent(NotSentReason.Unreachable, "Cannot access a disposed object."), Resend.AfterWait),
        };
        Outcome? recorded = null;
        FakeJournal journal = new()
        {
            Outcome = outcome =>
            {
                recorded = outcome;
                return Task.CompletedTask;
            },
        };
        OrderSender sender = new(transport, maximumRetryCount: 2, TimeProvider.System, closed: new CancellationToken(true));

        Task<SentOrder> sending =
            sender.SendAsync(new PendingOrder(Order42), journal, null, CancellationToken.None, CancellationToken.None);

        Assert.Equal("NotSent Disconnected: the connection was closed", Describe(sending.GetAwaiter().GetResult().Outcome));
        Assert.Equal("NotSent Disconnected: the connection was closed", Describe(recorded!));
    });

    private static void AssertCalls(string outcome, string calls, params Attempt[] answers) =>
        AssertCalls(outcome, calls, failingWrite: int.MaxValue, answers);

    private static void AssertCalls(string outcome, string calls, int failingWrite, params Attempt[] answers) => SingleThread.Run(() =>
    {
        Steps steps = new(Schedule.OldestFirst.Start(), deathAt: null);
        RecordingTransport transport = new(answers, failingWrite);
        OrderSender sender = new(transport, maximumRetryCount: 2, new VirtualClock(steps, default));

        Task<SentOrder> sending =
            sender.SendAsync(new PendingOrder(Order42), transport, transport, CancellationToken.None, CancellationToken.None);
        while (!sending.IsCompleted)
            steps.Next();

        Outcome result = sending.GetAwaiter().GetResult().Outcome;
        string tries = result is Outcome.NotSent { Attempts: > 1 } notSent ? $" ({notSent.Attempts} tries)" : "";
        Assert.Equal(outcome, Describe(result) + tries);
        Assert.Equal(calls, string.Join("; ", transport.Calls));
    });

    /// <summary>Records the calls in sequence.</summary>
    private sealed class RecordingTransport : IOrderTransport, IJournal, IJournalEntry, IClientObserver
    {
        private readonly Queue<Attempt> _answers;
        private readonly int _failingWrite;
        private int _writes;

        public RecordingTransport(IEnumerable<Attempt> answers, int failingWrite)
        {
            _answers = new Queue<Attempt>(answers);
            _failingWrite = failingWrite;
        }

        public List<string> Calls { get; } = [];

        /// <summary>Happens while something is written.</summary>
        public Action OnWrite { get; init; } = () => { };

        public Task<Preparation> PrepareAsync(
            BookingRequest request, AccessToken? refused, IClientObserver? observer, CancellationToken stop)
        {
            Calls.Add(refused is null ? "prepare" : "prepare anew");
            return Task.FromResult(new Preparation(new AccessToken("token", default, null), null));
        }

        public Task<Attempt> PostAsync(
            BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken stop)
        {
            Calls.Add("post");
            return Task.FromResult(_answers.Dequeue());
        }

        public JournalVerdict Check(BookingRequest request, bool retryUnknown) => new(null, 1, false);

        public IJournalEntry CreateEntry(BookingRequest request, int occurrence, DateTimeOffset? sentAt) => this;

        public Task WriteIntentAsync() => WriteAsync("Sending");

        public Task WriteOutcomeAsync(Outcome outcome) => WriteAsync(outcome.GetType().Name);

        public void OnWait(ClientWait wait) => Calls.Add($"wait {wait.Delay} after try {wait.Attempt}: {wait.Reason}");

        public void OnExchange(HttpExchange exchange)
        {
        }

        private Task WriteAsync(string state)
        {
            Calls.Add($"write {state}");
            OnWrite();
            // A journal that failed once accepts no more writes.
            return ++_writes < _failingWrite
                ? Task.CompletedTask
                : Task.FromException(new JournalException(JournalFault.Unusable, "disk full"));
        }
    }
}
