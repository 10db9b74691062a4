using System.Text;
using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>The last write may be cut anywhere. What is whole counts, and the next line begins on a line of its own.</summary>
public class TornJournalTests
{
    [Fact]
    public void A_last_line_truncated_at_any_byte_is_ignored_and_removed()
    {
        byte[] whole = Seal(Head + Intent(1) + NotSent(1));
        int outcome = whole.Length - Seal(Head + Intent(1)).Length;
        for (int cut = 2; cut < outcome; cut++)
        {
            FakeJournalFile file = new(whole[..^cut]);

            Assert.Equal("Unknown: in an earlier run: the run that sent it ended before the response arrived", Decide(file, Order42));
            Assert.Equal(Head + Intent(1), file.Content);
        }
    }

    [Fact]
    public void An_intent_truncated_at_any_byte_was_not_sent()
    {
        byte[] whole = Seal(Head + Intent(1));
        for (int cut = 2; cut <= whole.Length - Seal(Head).Length; cut++)
            Assert.Equal("send", Decide(new FakeJournalFile(whole[..^cut]), Order42));
    }

    [Fact]
    public void A_reference_truncated_inside_a_character_is_ignored()
    {
        byte[] line = Encoding.UTF8.GetBytes(
            """{"State":"Sending","Number":1,"Time":"2026-01-01T00:00:01+00:00","OrderExternalRef":"né 🧵""");
        for (int cut = 0; cut < 4; cut++)
            Assert.Equal("send", Decide(new FakeJournalFile([.. Seal(Head), .. line[..^cut]]), Order42));
    }

    [Fact]
    public void A_head_truncated_at_any_byte_is_written_again()
    {
        byte[] whole = Seal(Head);
        for (int length = 0; length < whole.Length - 1; length++)
        {
            FakeJournalFile file = new(whole[..length]);

            Assert.Equal("send", Decide(file, Order42));
            Assert.Equal("", file.Content);
        }
    }

    [Fact]
    public void A_complete_line_without_a_line_feed_is_read()
    {
        Assert.Equal("Created 9 [7 of 42, line 2]", Decide((Head + Intent(1) + Created(1)).TrimEnd('\n'), Order42));
        Assert.Equal(
            "Unknown: in an earlier run: the run that sent it ended before the response arrived",
            Decide((Head + Intent(1)).TrimEnd('\n'), Order42));
        Assert.Equal("send", Decide(Head.TrimEnd('\n'), Order42));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    public void The_next_record_starts_on_a_new_line(string intent)
    {
        FakeJournalFile file = new((Head + (intent == "" ? "" : Intent(1))).TrimEnd('\n'));
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);

        Assert.True(((IJournal)journal).CreateEntry(Order42, 1).WriteIntentAsync().IsCompleted);

        int number = intent == "" ? 1 : 2;
        Assert.Equal(
            Head + (intent == "" ? "" : Intent(1))
                + Intent(number).Replace("00:00:01", "12:00:00", StringComparison.Ordinal), file.Content);
    }

    /// <summary>Otherwise a power failure could damage the last line together with the write after it.</summary>
    [Fact]
    public void A_missing_line_feed_is_flushed_before_the_next_line() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new((Head + Intent(1)).TrimEnd('\n')) { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        _ = ((IJournal)journal).CreateEntry(Order42, 1).WriteIntentAsync();

        file.Complete();

        Assert.Equal((Head + Intent(1), 1), (file.Content, file.Waiting));
    });

    [Fact]
    public void An_empty_file_is_a_journal_without_records() => Assert.Equal("send", Decide("", Order42));
}
