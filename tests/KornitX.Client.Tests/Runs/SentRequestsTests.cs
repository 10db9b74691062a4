using Microsoft.Extensions.Time.Testing;
using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>A process sends the same request once.</summary>
public class SentRequestsTests
{
    private const string Booked =
        "42: NotSent AlreadyBooked: this session booked the same cancellation at 2026-01-01 12:00:00 UTC, with ID 9";
    private const string Doubtful = "42: Unknown: this session sent it before, at 2026-01-01 12:00:00 UTC: no answer";

    private static readonly Attempt Created = ManualTransport.Created(9);
    private static readonly Attempt Unknown = new(new Outcome.Unknown("no answer"));
    private static readonly Attempt Rejected = new(new Outcome.Rejected(422, "no"));

    private readonly SentRequests _sent = new(capacity: 3, new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void A_booked_request_is_not_sent_again_except_with_Force()
    {
        Assert.Equal("42: Created 9 [] (sent)", Send(Created));

        Assert.Equal(Booked, Send(Created));
        Assert.Equal(Booked, Send(Created, retryUnknown: true));
        Assert.Equal("42: Created 9 [] (sent)", Send(Created, force: true));
    }

    [Fact]
    public void An_unknown_request_is_not_sent_again_except_with_RetryUnknown()
    {
        Assert.Equal("42: Unknown: no answer (sent)", Send(Unknown));

        Assert.Equal(Doubtful, Send(Created));
        Assert.Equal(Doubtful, Send(Created, force: true));
        Assert.Equal("42: Created 9 [] (sent)", Send(Created, retryUnknown: true));
        Assert.Equal(Booked, Send(Created, retryUnknown: true));
    }

    [Fact]
    public void A_rejected_retry_of_an_unknown_request_leaves_it_unknown()
    {
        Send(Unknown);

        Assert.Equal(
            "42: Unknown: an earlier attempt may have been booked; the last attempt was rejected with HTTP 422: no (sent)",
            Send(Rejected, retryUnknown: true));
        Assert.StartsWith("42: Unknown: this session sent it before", Send(Created), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejected_repetition_with_Force_leaves_it_booked()
    {
        Send(Created);
        Assert.Equal("42: Rejected 422: no (sent)", Send(Rejected, force: true));

        Assert.Equal(Booked, Send(Created));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_request_without_effect_is_sent_again(bool rejected)
    {
        Send(rejected ? Rejected : new Attempt(new Outcome.NotSent(NotSentReason.Unreachable, "no such host")));

        Assert.Equal("42: Created 9 [] (sent)", Send(Created));
    }

    [Fact]
    public void An_exception_leaves_the_request_unknown_and_releases_it() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, Options());
        Start(run, 42);
        transport.Fail(42, new NotSupportedException("mistake"));

        Assert.Equal("42: Unknown: this session sent it before, at 2026-01-01 12:00:00 UTC: mistake", Send(Created));
    });

    public static TheoryData<string, bool> Requests => new()
    {
        { "the same", true },
        { "an ID that is not sent", true },
        { "items in another sequence", true },
        { "decomposed letters", true },
        { "another operation", false },
        { "another order", false },
        { "another reference", false },
        { "no reference", false },
        { "another item", false },
        { "another quantity", false },
        { "an item more", false },
        { "by both names", false },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Two_requests_are_the_same_if_all_texts_are(string name, bool isSame)
    {
        RequestItem one = new(null, "\u00c4", 1);
        RequestItem two = new(null, "B", 2);
        OrderAddress order = OrderAddress.ByExternalRef("POS-1");
        BookingRequest sent = new(Operation.Return, order, "R", [one, two]);
        BookingRequest again = name switch
        {
            "the same" => new(Operation.Return, OrderAddress.ByExternalRef("POS-1"), "R", [one, two]),
            "an ID that is not sent" => new(Operation.Return, new OrderAddress(Addressing.ExternalRef, 7, "POS-1"), "R", [one, two]),
            "items in another sequence" => new(Operation.Return, order, "R", [two, one]),
            "decomposed letters" => new(Operation.Return, order, "R", [new(null, "A\u0308", 1), two]),
            "another operation" => new(Operation.Cancellation, order, "R", [one, two]),
            "another order" => new(Operation.Return, OrderAddress.ByExternalRef("pos-1"), "R", [one, two]),
            "another reference" => new(Operation.Return, order, "S", [one, two]),
            "no reference" => new(Operation.Cancellation, order, null, [one, two]),
            "another item" => new(Operation.Return, order, "R", [one, new(null, "C", 2)]),
            "another quantity" => new(Operation.Return, order, "R", [one, new(null, "B", 3)]),
            "an item more" => new(Operation.Return, order, "R", [one, two, two]),
            _ => new(Operation.Return, OrderAddress.ByCombined("POS-1", 1), "R", [new(1, "\u00c4", 1), new(2, "B", 2)]),
        };
        Release(sent, Created.Outcome);

        Assert.Equal(isSame, _sent.Find(again, Options()) is not null);
    }

    [Fact]
    public void A_reference_that_is_not_sent_makes_no_other_request()
    {
        RequestItem item = new(7, null, 1);
        Release(new(Operation.Cancellation, OrderAddress.ById(1), null, [item]), Created.Outcome);

        Assert.NotNull(_sent.Find(new(Operation.Cancellation, new OrderAddress(Addressing.Id, 1, "POS-1"), null, [item]), Options()));
    }

    [Fact]
    public void What_support_asks_for_is_kept()
    {
        RequestTrace trace = new(new DateTimeOffset(2026, 1, 1, 11, 0, 0, TimeSpan.Zero), new Uri("https://api.example/"));
        Release(Order42, new Outcome.Unknown("no answer") { StatusCode = 504, Trace = trace });

        Outcome known = _sent.Find(Order42, Options())!.Reported.Outcome;
        Assert.Equal((504, trace), (known.StatusCode, known.Trace));
    }

    [Fact]
    public void A_booking_without_an_ID_is_named_without_one()
    {
        Release(Order42, new Outcome.Created([]));

        Assert.Equal(
            "this session booked the same cancellation at 2026-01-01 12:00:00 UTC",
            Assert.IsType<Outcome.NotSent>(_sent.Find(Order42, Options())!.Reported.Outcome).Message);
    }

    [Fact]
    public void A_settlement_at_the_moment_of_the_attempt_counts()
    {
        Send(Unknown);
        _sent.Forget(Order42, new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

        Assert.Null(_sent.Find(Order42, Options()));
    }

    [Fact]
    public void The_oldest_requests_are_forgotten()
    {
        for (int order = 1; order <= 4; order++)
            Release(Cancel(order, new RequestItem(7, null, 1)), Created.Outcome);
        Release(Cancel(2, new RequestItem(7, null, 1)), Created.Outcome, force: true);
        Release(Cancel(5, new RequestItem(7, null, 1)), Created.Outcome);

        Assert.Equal(
            [false, true, false, true, true],
            Enumerable.Range(1, 5).Select(order => _sent.Find(Cancel(order, new RequestItem(7, null, 1)), Options()) is not null));
    }

    [Fact]
    public void Two_runs_that_send_the_same_request_send_it_once() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun first = RunOf(transport, Options());
        using OrderRun second = RunOf(transport, Options());
        Start(first, 42);
        Start(second, 42);
        Assert.Equal([42], transport.Sent);

        transport.Answer(42, Created);

        Assert.Equal(["42: Created 9 []"], TakeAll(first));
        second.DrainAsync().Wait();
        Assert.Equal([Booked], TakeAll(second));
        Assert.Equal([42], transport.Sent);
    });

    [Fact]
    public void A_run_that_waits_for_another_one_sends_the_request_if_that_was_rejected() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun first = RunOf(transport, Options());
        using OrderRun second = RunOf(new ManualTransport { AtOnce = Created }, Options());
        Start(first, 42);
        Start(second, 42);

        transport.Answer(42, Rejected);

        second.DrainAsync().Wait();
        Assert.Equal(["42: Created 9 []"], TakeAll(second));
    });

    [Fact]
    public void A_run_that_waits_for_another_one_can_be_stopped() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun first = RunOf(transport, Options());
        using OrderRun second = RunOf(transport, Options());
        Start(first, 42);
        Start(second, 42);

        second.Stop(TimeSpan.FromHours(1));

        second.DrainAsync().Wait();
        Assert.Equal(["42: NotSent Stopped: the run was stopped"], TakeAll(second));
    });

    [Fact]
    public void A_dry_run_says_so_and_reserves_nothing()
    {
        using (OrderRun dry = OrderRun.CreateDryRun(Options(), null))
            Assert.NotNull(dry.Prepare(Order42));
        Send(Created);
        using OrderRun run = OrderRun.CreateDryRun(Options(), null);

        Assert.Null(run.Prepare(Order42));
        Assert.Equal([Booked], TakeAll(run));
    }

    [Fact]
    public void A_journal_that_has_the_order_comes_first()
    {
        Send(Created);
        FakeJournal journal = new() { Verdict = _ => new JournalVerdict(new Outcome.Created([new Booking(8, [])]), 1, MayBeBooked: false) };

        Assert.Equal("42: Created 8 [] (journal)", Send(Created, journal: journal));
        Assert.Equal("42: Created 8 [] (journal)", Send(Created, journal: journal, force: true));
    }

    [Fact]
    public void An_order_that_is_settled_in_the_journal_as_not_booked_is_sent()
    {
        Send(Unknown);
        FakeJournal journal = new() { Verdict = _ => new JournalVerdict(
            null, 1, MayBeBooked: false, NotBookedAt: DateTimeOffset.MaxValue) };

        Assert.Equal("42: Created 9 [] (sent)", Send(Created, journal: journal));
        Assert.Equal(Booked, Send(Created, journal: journal));
    }

    [Fact]
    public void An_order_from_another_journal_that_settled_it_as_not_booked_is_sent()
    {
        Send(Unknown);

        Assert.Equal("42: Created 9 [] (sent)", Send(Created, notBookedAt: DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_order_that_was_sent_after_the_settlement_stays_unknown(bool comesFromLaterJournal)
    {
        Send(Unknown);
        FakeJournal journal = new()
        {
            Verdict = _ => new JournalVerdict(
                null, 1, MayBeBooked: false, NotBookedAt: new DateTimeOffset(2026, 1, 1, 11, 59, 59, TimeSpan.Zero)),
        };

        Assert.Equal(
            Doubtful, Send(Created, journal: journal, notBookedAt: comesFromLaterJournal ? DateTimeOffset.MaxValue : null));
    }

    [Fact]
    public void A_settled_order_is_not_dropped_while_it_is_known_to_be_booked()
    {
        Send(Unknown);
        _sent.Forget(Order42, DateTimeOffset.MaxValue);
        Send(Created);
        _sent.Forget(Order42, DateTimeOffset.MaxValue);

        Assert.Equal(Booked, Send(Created));
    }

    private OrderRunOptions Options(bool retryUnknown = false, bool force = false) =>
        new(1, retryUnknown) { Sent = _sent, Force = force, QueueCapacity = 1 };

    /// <summary>Sends order 42 in a run of its own.</summary>
    private string Send(
        Attempt answer, bool retryUnknown = false, bool force = false, FakeJournal? journal = null, DateTimeOffset? notBookedAt = null)
    {
        ManualTransport transport = new() { AtOnce = answer };
        using OrderRun run = RunOf(transport, Options(retryUnknown, force), journal);
        if (run.Prepare(Order42, notBookedAt: notBookedAt) is { } order)
            run.Enqueue(order);
        run.DrainAsync().Wait();
        return TakeAll(run).Single() + (transport.Sent.Count > 0 ? " (sent)" : "");
    }

    private void Release(BookingRequest request, Outcome outcome, bool force = false)
    {
        PendingOrder order = new(request);
        Assert.Null(_sent.ReserveAsync(order, Options(force: force), default).Result);
        _sent.Release(order, outcome);
    }
}
