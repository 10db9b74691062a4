using System.Text.Json;
using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>Concurrent writes share one flush, and if it fails, all of them fail.</summary>
public class GroupCommitTests
{
    [Fact]
    public void Writes_during_a_flush_share_the_next_flush() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        Task[] appends = StartSending(file, orders: 10, out _);

        Assert.All(appends, append => Assert.False(append.IsCompleted));
        file.Complete();
        Assert.True(appends[0].IsCompletedSuccessfully);
        Assert.All(appends.Skip(1), append => Assert.False(append.IsCompleted));

        file.Complete();
        Assert.All(appends, append => Assert.True(append.IsCompletedSuccessfully));
        Assert.Equal(2, file.Flushes);
        Assert.Equal(11, file.Content.Count(c => c == '\n'));
    });

    [Fact]
    public void The_next_flush_starts_before_waiting_writers_continue() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        Task[] appends = StartSending(file, orders: 2, out _);
        int waiting = 0;
        appends[0].ContinueWith(_ => waiting = file.Waiting, TaskContinuationOptions.ExecuteSynchronously);

        file.Complete();

        Assert.Equal(1, waiting);
    });

    [Fact]
    public void A_record_written_right_after_an_outcome_shares_its_flush() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        IJournalEntry first = CreateEntry(journal, 1);
        _ = first.WriteIntentAsync();
        file.Complete();
        Task known = first.WriteOutcomeAsync(new Outcome.Rejected(422, "no"));
        Task second = CreateEntry(journal, 2).WriteIntentAsync();
        file.Complete();

        Assert.True(known.IsCompletedSuccessfully);
        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal(2, file.Flushes);
        Assert.Equal(["Sending 1", "Rejected 1", "Sending 2"], StatesIn(file));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void A_failed_flush_fails_all_waiting_writers_and_leaves_no_partial_line(int written) => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        Task[] appends = StartSending(file, orders: 3, out Journal journal);
        file.Complete();
        string good = file.Content;
        file.Fail(new IOException("No space left on device"), after: written);

        Assert.True(appends[0].IsCompletedSuccessfully);
        Assert.All(appends.Skip(1), append => Assert.Equal(
            "the journal could not be written: No space left on device",
            Assert.IsType<JournalException>(append.Exception!.InnerException).Message));
        Assert.Equal("the journal could not be written: No space left on device", journal.Failure);
        Assert.Equal(good, file.Content);
    });

    [Fact]
    public void A_failed_flush_also_fails_writers_waiting_for_the_next_flush() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        Task[] appends = StartSending(file, orders: 3, out _);

        file.Fail(new IOException("No space left on device"));

        Assert.All(appends, append => Assert.Equal(
            "the journal could not be written: No space left on device",
            Assert.IsType<JournalException>(append.Exception?.InnerException).Message));
    });

    [Fact]
    public async Task Nothing_is_written_after_a_failure()
    {
        FakeJournalFile file = new(Head) { Holds = true };
        StartSending(file, orders: 1, out Journal journal);
        file.Fail(new IOException("No space left on device"));

        JournalException refused = await Assert.ThrowsAsync<JournalException>(CreateEntry(journal, 8).WriteIntentAsync);

        Assert.Equal("the journal could not be written: No space left on device", refused.Message);
        Assert.Equal(0, file.Waiting);
    }

    [Fact]
    public async Task After_a_failure_that_cannot_be_undone_the_partial_line_remains_the_last_one()
    {
        FakeJournalFile file = new(Head) { Holds = true };
        Task[] appends = StartSending(file, orders: 3, out Journal journal);
        file.Untruncatable = new IOException("Read-only file system");
        file.Fail(new IOException("No space left on device"), after: 50);

        foreach (Task append in appends.Append(CreateEntry(journal, 8).WriteIntentAsync()))
            Assert.Equal(
                "the journal could not be written: No space left on device",
                (await Assert.ThrowsAsync<JournalException>(() => append)).Message);
        Assert.Equal(Seal(Head).Length + 50, file.Bytes.Length);
        Assert.Equal(0, file.Waiting);
    }

    [Fact]
    public void A_closed_journal_writes_what_was_added_and_accepts_nothing_more() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        Task[] appends = StartSending(file, orders: 3, out Journal journal);
        journal.Dispose();

        Task later = CreateEntry(journal, 8).WriteIntentAsync();
        file.Complete();
        file.Complete();

        Assert.Equal("the journal is closed", Assert.IsType<JournalException>(later.Exception!.InnerException).Message);
        Assert.All(appends, append => Assert.True(append.IsCompletedSuccessfully));
        Assert.Equal(["Sending 1", "Sending 2", "Sending 3"], StatesIn(file));
        Assert.Null(journal.Failure);
    });

    [Fact]
    public void A_flushed_writer_continues_when_the_next_append_fails_immediately() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        Task[] appends = StartSending(file, orders: 2, out Journal journal);
        file.Throws = new InvalidOperationException("broken");

        file.Complete();

        Assert.True(appends[0].IsCompletedSuccessfully);
        Assert.IsType<JournalException>(appends[1].Exception!.InnerException);
        Assert.Equal("the journal could not be written: broken", journal.Failure);
    });

    [Fact]
    public async Task Many_threads_can_write_at_the_same_time()
    {
        FakeJournalFile file = new();
        Journal journal = Journal.Open("run.jsonl", file, Account, Noon);

        await Task.WhenAll(Enumerable.Range(1, 200).Select(order => Task.Run(async () =>
        {
            IJournalEntry record = CreateEntry(journal, order);
            await record.WriteIntentAsync();
            await record.WriteOutcomeAsync(new Outcome.Rejected(422, "no"));
        })));

        List<JournalRecord> orders = ReadAll(file.Bytes);
        Assert.Equal(200, orders.Count);
        Assert.All(orders, order => Assert.Equal("Rejected 422: no", Describe(order.Outcome)));
    }

    [Fact]
    public void A_journal_can_be_read_while_it_is_written_up_to_any_byte()
    {
        FakeJournalFile file = new();
        StartSending(file, orders: 3, out _);

        for (int length = 0; length <= file.Bytes.Length; length++)
            Assert.InRange(ReadAll(file.Bytes[..length]).Count, 0, 3);
    }

    /// <summary>Lets the first order's intent be on its way to the device when the others come.</summary>
    private static Task[] StartSending(FakeJournalFile file, int orders, out Journal journal)
    {
        Journal opened = journal = Journal.Open("run.jsonl", file, Account, Noon);
        Task first = CreateEntry(opened, 1).WriteIntentAsync();
        if (file.Holds)
            file.Take();
        return [first, .. Enumerable.Range(2, orders - 1).Select(order => CreateEntry(opened, order).WriteIntentAsync())];
    }

    /// <summary>The lines after the head, each as its state and number.</summary>
    private static string[] StatesIn(FakeJournalFile file) => file.Content
        .Split(['\n'], StringSplitOptions.RemoveEmptyEntries)
        .Skip(1)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Select(line => $"{line.GetProperty("State").GetString()} {line.GetProperty("Number").GetInt64()}")
        .ToArray();

    private static IJournalEntry CreateEntry(IJournal journal, long order)
    {
        BookingRequest request = Cancel(order, new RequestItem(7, null, 1));
        return journal.CreateEntry(request, 1);
    }
}
