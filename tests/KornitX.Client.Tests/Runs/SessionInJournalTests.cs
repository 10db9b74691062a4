using KornitX.Client.Tests.Journals;
using KornitX.Client.Tests.Simulation;
using Microsoft.Extensions.Time.Testing;
using static KornitX.Client.Tests.Journals.JournalTexts;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>
/// What a run reports because the session has sent it before is in the journal of the run, which another process goes by.
/// </summary>
public class SessionInJournalTests
{
    private const string Intent42 =
        """{"State":"Sending","Number":1,"Time":"2026-01-01T11:00:00+00:00","Operation":"Cancellation","Addressing":"Id","""
        + "\"OrderId\":42,\"Occurrence\":1,\"Items\":[{\"ItemId\":7,\"Quantity\":1}]}\n";

    private const string Created42 =
        """{"State":"Created","Number":1,"Time":"2026-01-01T12:00:00+00:00","Bookings":[{"Id":9,"Items":[]}]}""" + "\n";

    private const string Booked =
        "42: NotSent AlreadyBooked: this session booked the same cancellation at 2026-01-01 11:00:00 UTC, with ID 9";

    private static readonly Outcome Created = ManualTransport.Created(9).Outcome;

    /// <summary>The session sends at 11 o'clock, and the runs with a journal are at noon.</summary>
    private readonly SentRequests _sent = new(capacity: 10, new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 11, 0, 0, TimeSpan.Zero)));
    private readonly ManualTransport _transport = new() { AtOnce = ManualTransport.Created(10) };

    [Fact]
    public void A_booked_request_is_reported_when_the_journal_has_it() => SingleThread.Run(() =>
    {
        Remember(42, Created);
        FakeJournalFile file = new(Head) { Holds = true };
        using (Journal journal = Open(file))
        using (OrderRun run = RunOf(_transport, Options(), journal))
        {
            Assert.Null(run.Prepare(Order42));
            Assert.Empty(TakeAll(run));
            file.Complete();
            Assert.Empty(TakeAll(run));
            Assert.False(run.IsDone);
            file.Complete();
            Assert.Equal([Booked], TakeAll(run));
        }

        Assert.Equal(Head + Intent42 + Created42, file.Content);
        Assert.Equal("42: Created 9 [] (journal)", RunInNewProcess(file.Content));
    });

    [Fact]
    public void An_unknown_request_can_be_settled_in_the_journal() => SingleThread.Run(() =>
    {
        RequestTrace trace = new(new DateTimeOffset(2026, 1, 1, 10, 59, 0, TimeSpan.Zero), new Uri("https://api.example/"), "CF-Ray 1");
        Remember(42, new Outcome.Unknown("no answer") { StatusCode = 504, Trace = trace });
        FakeJournalFile file = new(Head);
        Assert.Equal(["42: Unknown: this session sent it before, at 2026-01-01 11:00:00 UTC: no answer"], Run(file, 42));

        Assert.Equal(
            Head + Intent42.Replace("11:00:00", "10:59:00", StringComparison.Ordinal)
            + """{"State":"Unknown","Number":1,"Time":"2026-01-01T12:00:00+00:00","Status":504,"""
            + "\"Message\":\"this session sent it before, at 2026-01-01 11:00:00 UTC: no answer\",\"RequestIds\":\"CF-Ray 1\"}\n",
            file.Content);
        Assert.Equal(
            "42: Unknown: in an earlier run: this session sent it before, at 2026-01-01 11:00:00 UTC: no answer (journal)",
            RunInNewProcess(file.Content));

        using (SettlingJournal journal = SettlingJournal.Open("run.jsonl", new FakeJournalFile(file.Bytes), Noon))
        {
            Task<SettlementResult> settled = journal.SettleAsync(1, new Settlement(IsBooked: false, null, "operator", null));
            Assert.Equal(SettlementResult.Settled, settled.Result);
        }

        Assert.Equal("42: Created 10 []", RunInNewProcess(file.Content + Settled(1, isBooked: false)));
    });

    [Fact]
    public void A_request_that_another_run_is_sending_is_in_the_journal_of_the_run_that_waits() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        FakeJournalFile file = new(Head);
        using OrderRun first = RunOf(transport, Options());
        using Journal journal = Open(file);
        using OrderRun second = RunOf(transport, Options(), journal);
        Start(first, 42);
        Start(second, 42);

        transport.Answer(42, ManualTransport.Created(9));

        second.DrainAsync().Wait();
        Assert.Equal([Booked], TakeAll(second));
        Assert.Equal(Head + Intent42 + Created42, file.Content);
        Assert.Equal([42], transport.Sent);
    });

    [Fact]
    public void The_same_request_again_in_a_stream_is_in_the_journal_with_its_number() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head);
        Assert.Equal(
            [
                "42: Created 10 []", "43: Created 10 []",
                "42: NotSent AlreadyBooked: this session booked the same cancellation at 2026-01-01 11:00:00 UTC, with ID 10",
            ],
            Run(file, 42, 43, 42));
        Assert.Equal([42, 43], _transport.Sent);

        Assert.Equal(
            ["42: Created 10 [] (journal)", "43: Created 10 [] (journal)", "42: Created 10 [] (journal)"],
            Run(file, new OrderRunOptions(3), 42, 43, 42));
        Assert.Equal([42, 43], _transport.Sent);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_journal_that_can_not_be_written_ends_the_run(int written) => SingleThread.Run(() =>
    {
        Remember(42, Created);
        FakeJournalFile file = new(Head) { Holds = true };
        using Journal journal = Open(file);
        using OrderRun run = RunOf(_transport, Options(), journal);
        Assert.Null(run.Prepare(Order42));
        for (int line = 0; line < written; line++)
            file.Complete();

        file.Fail(new IOException("disk full"));

        Assert.Equal([Booked], TakeAll(run));
        Assert.Equal("NotSent JournalFailed: the journal could not be written: disk full", Describe(run.Ended));
    });

    [Fact]
    public void Outcomes_stay_in_the_order_of_the_requests() => SingleThread.Run(() =>
    {
        Remember(43, Created);
        FakeJournalFile file = new(Head) { Holds = true };
        ManualTransport transport = new();
        using Journal journal = Open(file);
        using OrderRun run = RunOf(transport, Options(), journal);
        Start(run, 42);
        Assert.Null(run.Prepare(Cancel(43, new RequestItem(7, null, 1))));
        for (int write = 0; write < 2; write++)
            file.Complete();
        Assert.Empty(TakeAll(run));

        transport.Answer(42, ManualTransport.Created(10));
        file.Complete();

        Assert.Equal(["42: Created 10 []", Booked.Replace("42:", "43:", StringComparison.Ordinal)], TakeAll(run));
    });

    [Fact]
    public void A_run_that_stops_on_the_first_failure_starts_nothing_while_the_journal_is_written() => SingleThread.Run(() =>
    {
        Remember(42, Created);
        using Journal journal = Open(new FakeJournalFile(Head) { Holds = true });
        using OrderRun run = RunOf(_transport, Options() with { StopOnFirstFailure = true }, journal);

        Assert.Null(run.Prepare(Order42));

        Assert.Equal("NotSent Stopped: the run was stopped", Describe(run.Ended));
    });

    [Fact]
    public void A_booking_settles_what_is_unknown_in_the_journal() => SingleThread.Run(() =>
    {
        Remember(42, Created);
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1));

        Assert.Equal([Booked], Run(file, Options() with { RetryUnknown = true }, 42));

        Assert.Equal("42: Created 9 [] (journal)", RunInNewProcess(file.Content));
    });

    [Fact]
    public void A_booking_without_an_ID_is_in_the_journal_without_one() => SingleThread.Run(() =>
    {
        Remember(42, new Outcome.Created([]));
        FakeJournalFile file = new(Head);
        Run(file, 42);

        Assert.EndsWith("""
            "Bookings":[{"Items":[]}]}
            """ + "\n", file.Content, StringComparison.Ordinal);
        Assert.Equal("42: Created  [] (journal)", RunInNewProcess(file.Content));
    });

    private static Journal Open(FakeJournalFile file) => Journal.Open("run.jsonl", file, Account, Noon);

    private OrderRunOptions Options() => new(1) { Sent = _sent, QueueCapacity = 9 };

    /// <summary>Sends an order without a journal.</summary>
    private void Remember(long order, Outcome outcome)
    {
        PendingOrder pending = new(Cancel(order, new RequestItem(7, null, 1)));
        Assert.Null(_sent.ReserveAsync(pending, Options(), default).Result);
        _sent.Release(pending, outcome);
    }

    /// <summary>Sends order 42 with a journal in a process that has sent nothing before.</summary>
    private string RunInNewProcess(string content) => Run(new FakeJournalFile(content), new OrderRunOptions(1), 42).Single();

    private List<string> Run(FakeJournalFile file, params long[] orders) => Run(file, Options(), orders);

    private List<string> Run(FakeJournalFile file, OrderRunOptions options, params long[] orders)
    {
        using Journal journal = Open(file);
        using OrderRun run = RunOf(_transport, options, journal);
        foreach (long order in orders)
        {
            if (run.Prepare(Cancel(order, new RequestItem(7, null, 1))) is { } pending)
                run.Enqueue(pending);
        }

        run.DrainAsync().Wait();
        return TakeAll(run);
    }
}
