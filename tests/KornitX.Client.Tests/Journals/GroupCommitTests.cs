using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KornitX.Client.Tests.Simulation;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>Those who write at the same time share one flush, and when it fails, all who wait for it hear of it.</summary>
public class GroupCommitTests
{
    [Fact]
    public void Whoever_comes_during_a_flush_shares_the_next_one() => OneThread.Run(() =>
    {
        FakeJournalFile file = new() { Holds = true };
        Task[] appends = StartSending(file, orders: 100, out _);

        Assert.All(appends, append => Assert.False(append.IsCompleted));
        file.Complete();
        Assert.True(appends[0].IsCompletedSuccessfully);
        Assert.All(appends.Skip(1), append => Assert.False(append.IsCompleted));

        file.Complete();
        Assert.All(appends, append => Assert.True(append.IsCompletedSuccessfully));
        Assert.Equal(2, file.Flushes);
        Assert.Equal(101, file.Content.Count(c => c == '\n'));
    });

    [Fact]
    public void What_those_write_who_go_on_shares_the_next_flush() => OneThread.Run(() =>
    {
        FakeJournalFile file = new() { Holds = true };
        Task[] appends = StartSending(file, orders: 2, out Journal journal);
        Task? third = null;
        appends[0].ContinueWith(_ => third = RecordOf(journal, 3).SendingAsync(), TaskContinuationOptions.ExecuteSynchronously);

        file.Complete();
        Assert.False(third!.IsCompleted);
        file.Complete();

        Assert.True(appends[1].IsCompletedSuccessfully);
        Assert.True(third.IsCompletedSuccessfully);
        Assert.Equal(2, file.Flushes);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void A_flush_that_fails_fails_all_who_wait_and_leaves_no_torn_line(int written) => OneThread.Run(() =>
    {
        FakeJournalFile file = new() { Holds = true };
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
    public async Task After_a_failure_nothing_more_is_written()
    {
        FakeJournalFile file = new() { Holds = true };
        StartSending(file, orders: 1, out Journal journal);
        file.Fail(new IOException("No space left on device"));

        JournalException refused = await Assert.ThrowsAsync<JournalException>(RecordOf(journal, 8).SendingAsync);

        Assert.Equal("the journal could not be written: No space left on device", refused.Message);
        Assert.Equal(0, file.Waiting);
    }

    [Fact]
    public void Whoever_is_on_the_device_goes_on_when_the_next_append_fails_at_once() => OneThread.Run(() =>
    {
        FakeJournalFile file = new() { Holds = true };
        Task[] appends = StartSending(file, orders: 2, out Journal journal);
        file.Throws = new InvalidOperationException("broken");

        file.Complete();

        Assert.True(appends[0].IsCompletedSuccessfully);
        Assert.IsType<JournalException>(appends[1].Exception!.InnerException);
        Assert.Equal("the journal could not be written: broken", journal.Failure);
    });

    [Fact]
    public async Task Many_threads_may_write_at_once()
    {
        FakeJournalFile file = new();
        Journal journal = Journal.Open("run.jsonl", file, Noon);

        await Task.WhenAll(Enumerable.Range(1, 200).Select(order => Task.Run(async () =>
        {
            ISendRecord record = RecordOf(journal, order);
            await record.SendingAsync();
            await record.KnownAsync(new Outcome.Rejected(422, "no"));
        })));

        JournalReader content = JournalReader.Read("run.jsonl", file.Bytes);
        Assert.Equal(200, content.InOrder.Count);
        Assert.All(content.InOrder, order => Assert.Equal(new Outcome.Rejected(422, "no"), order.Outcome));
    }

    [Fact]
    public void What_is_being_written_can_be_read_up_to_any_byte()
    {
        FakeJournalFile file = new();
        StartSending(file, orders: 3, out _);

        for (int length = 0; length <= file.Bytes.Length; length++)
            Assert.InRange(JournalReader.Read("run.jsonl", file.Bytes[..length]).InOrder.Count, 0, 3);
    }

    private static Task[] StartSending(FakeJournalFile file, int orders, out Journal journal)
    {
        Journal opened = journal = Journal.Open("run.jsonl", file, Noon);
        return Enumerable.Range(1, orders).Select(order => RecordOf(opened, order).SendingAsync()).ToArray();
    }

    private static ISendRecord RecordOf(IRunRecord journal, long order)
    {
        OrderRequest request = Cancel(order, new OrderItem(7, null, 1));
        return journal.RecordOf(new OrderKey(request.Operation, request.Order, null, 1), request);
    }
}
