using System;
using System.Threading.Tasks;
using KornitX.Client.Tests.Simulation;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// A power failure may leave zeros in the last write. If that can be proven, the rest of the write is discarded: its flush
/// did not complete, so no request that waited for it was sent.
/// </summary>
public class ZeroedWriteTests
{
    [Fact]
    public void Zeros_in_the_last_write_discard_the_rest_of_it() => SingleThread.Run(() =>
    {
        (byte[] content, int lastWrite) = Written();
        for (int from = lastWrite; from < content.Length; from++)
        {
            for (int to = from + 1; to <= content.Length; to += 13)
            {
                byte[] holed = (byte[])content.Clone();
                Array.Clear(holed, from, to - from);
                FakeJournalFile file = new(holed);
                int kept = Array.LastIndexOf(content, (byte)'\n', from - 1) + 1;

                Journal.Open("run.jsonl", file, Account, Noon).Dispose();

                Assert.Equal(content[..kept], file.Bytes);
            }
        }
    });

    [Fact]
    public void Zeros_in_an_earlier_write_are_damage() => SingleThread.Run(() =>
    {
        (byte[] content, int lastWrite) = Written();
        for (int from = Head.Length; from < lastWrite - 1; from++)
        {
            byte[] holed = (byte[])content.Clone();
            Array.Clear(holed, from, 1);
            FakeJournalFile file = new(holed);

            JournalException refused = Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon));

            Assert.Equal(JournalFault.Corrupt, refused.Fault);
            Assert.Equal(holed, file.Bytes);
        }
    });

    [Fact]
    public void Zeros_before_lines_that_do_not_say_where_their_write_began_are_damage()
    {
        FakeJournalFile file = new(Head + Intent(1) + "\0\0\0\0\n" + Created(1));

        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon));

        Assert.Equal("'run.jsonl' is damaged: line 3 has zeros in place of text, and later writes follow it.", refused.Message);
    }

    [Fact]
    public void Other_damage_in_the_last_write_is_an_error() => SingleThread.Run(() =>
    {
        (byte[] content, int lastWrite) = Written();
        content[lastWrite + 20] = (byte)'"';
        FakeJournalFile file = new(content);

        Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon)).Fault);
        Assert.Equal(content, file.Bytes);
    });

    [Fact]
    public void Zeros_and_a_line_feed_at_the_end_are_discarded()
    {
        FakeJournalFile file = new(Head + Intent(1) + "{\"Sta\0\0\0\0ber\":1}\n");

        Assert.Equal("Unknown: in an earlier run: the run that sent it ended before the response arrived", Decide(file, Order42));
        Assert.Equal(Head + Intent(1), file.Content);
    }

    [Fact]
    public void Zeros_in_several_lines_of_the_last_write_discard_the_rest_of_it() => SingleThread.Run(() =>
    {
        (byte[] content, int lastWrite) = Written();
        int second = Array.IndexOf(content, (byte)'\n', lastWrite) + 1;
        foreach (int from in new[] { second, second + 5 })
        {
            byte[] holed = (byte[])content.Clone();
            holed[lastWrite + 9] = holed[from] = 0;
            FakeJournalFile file = new(holed);

            Journal.Open("run.jsonl", file, Account, Noon).Dispose();

            Assert.Equal(content[..lastWrite], file.Bytes);
        }
    });

    [Fact]
    public void Zeros_in_the_first_write_discard_the_rest_of_it()
    {
        FakeJournalFile file = new(Head + Intent(1) + "\0\0\0\0\n" + Batched(Intent(2), 0));

        Journal.Open("run.jsonl", file, Account, Noon).Dispose();

        Assert.Equal(Head + Intent(1), file.Content);
    }

    [Theory]
    [InlineData("{\"State\":\"Sen", true)]
    [InlineData("{\"State\":\"Sen\n", false)]
    [InlineData("rubbish", false)]
    [InlineData("{}", false)]
    public void Zeros_and_a_partial_last_line_are_discarded_and_other_damage_is_an_error(string last, bool isTorn)
    {
        string content = Head + Intent(1) + "\0\0\0\0\n" + Batched(Intent(2), Head.Length + Intent(1).Length) + last;
        FakeJournalFile file = new(content);

        if (isTorn)
            Journal.Open("run.jsonl", file, Account, Noon).Dispose();
        else
            Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon)).Fault);

        Assert.Equal(isTorn ? Head + Intent(1) : content, file.Content);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60)]
    public void A_head_with_zeros_at_its_end_is_written_again(int cut)
    {
        FakeJournalFile file = new(Head[..^cut] + "\0\0\0");

        Journal.Open("run.jsonl", file, Account, Noon).Dispose();

        Assert.Equal("", file.Content);
    }

    private static string Batched(string line, int batch) =>
        line.Replace("\"Operation\"", $"\"Batch\":{batch},\"Operation\"", StringComparison.Ordinal);

    /// <summary>A journal of three writes; the last one has three lines.</summary>
    private static (byte[] Content, int LastWrite) Written()
    {
        FakeJournalFile file = new() { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        IJournalEntry[] orders = new IJournalEntry[4];
        Task[] writes = new Task[7];
        for (int i = 0; i < orders.Length; i++)
            orders[i] = ((IJournal)journal).CreateEntry(Cancel(42 + i, new RequestItem(7, null, 1)), 1);

        writes[0] = orders[0].WriteIntentAsync();
        writes[1] = orders[1].WriteIntentAsync();
        file.Complete();
        writes[2] = orders[0].WriteOutcomeAsync(new Outcome.Rejected(422, "no"));
        writes[3] = orders[2].WriteIntentAsync();
        file.Complete();
        int lastWrite = file.Bytes.Length;
        writes[4] = orders[3].WriteIntentAsync();
        writes[5] = orders[1].WriteOutcomeAsync(new Outcome.Unknown("no answer"));
        writes[6] = orders[2].WriteOutcomeAsync(new Outcome.Rejected(422, "no"));
        file.Complete();
        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully));
        return (file.Bytes, lastWrite);
    }
}
