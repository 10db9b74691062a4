using System.Text;
using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// A power failure can leave zeros in place of any part of the last write. That write was not flushed, so no request waited for it.
/// Zeros that can't be the last write are damage, and nothing is sent.
/// </summary>
public class UnfinishedWriteTests
{
    private const string Died = "Unknown: in an earlier run: the run that sent it ended before the response arrived";

    [Theory]
    [InlineData("")]
    [InlineData("{\"State\":\"Sen")]
    public void Zeros_at_the_end_are_removed(string rest)
    {
        foreach (int zeros in new[] { 1, 100, 4096 - rest.Length })
        {
            FakeJournalFile file = new([.. Seal(Head + Intent(1)), .. Encoding.ASCII.GetBytes(rest), .. new byte[zeros]]);

            Assert.Equal(Died, Decide(file, Order42));
            Assert.Equal(Head + Intent(1), file.Content);
        }
    }

    [Theory]
    [InlineData(4097)]
    [InlineData(1_000_000)]
    public void More_zeros_than_one_write_are_damage(int zeros) =>
        AssertDamaged(3, [.. Seal(Head + Intent(1)), .. new byte[zeros]]);

    /// <summary>An interrupted copy of a file whose space was allocated first.</summary>
    [Fact]
    public void A_journal_whose_second_half_is_zeros_is_damage()
    {
        byte[] whole = Seal(Head + string.Concat(Enumerable.Range(1, 200).Select(i => Order(i, Intent) + Order(i, Created))));
        Array.Clear(whole, whole.Length / 2, whole.Length - (whole.Length / 2));

        AssertDamaged(whole.Take(whole.Length / 2).Count(character => character == '\n') + 1, whole);
    }

    [Fact]
    public void Zeros_in_place_of_any_part_of_the_last_write_are_removed()
    {
        byte[] before = Seal(Head + Intent(1));
        byte[] whole = Seal(Head + Intent(1) + Together(NotSent(1), Intent(2), Unknown(2), Intent(3)));
        for (int start = before.Length; start < whole.Length; start += 7)
        {
            for (int end = start + 1; end <= whole.Length; end += 61)
            {
                byte[] damaged = [.. whole];
                Array.Clear(damaged, start, end - start);
                FakeJournalFile file = new(damaged);

                Assert.StartsWith(
                    Died[..7], Decide(file, Order42) is var decided && decided == "send" ? Died : decided, StringComparison.Ordinal);
                Assert.StartsWith(Head + Intent(1), file.Content, StringComparison.Ordinal);
                Assert.True(
                    Seal(Head + Intent(1) + Together(NotSent(1), Intent(2), Unknown(2), Intent(3))).AsSpan().StartsWith(file.Bytes));
            }
        }
    }

    [Fact]
    public void Several_holes_in_the_last_write_are_removed()
    {
        byte[] whole = Seal(Head + Intent(1) + Together(NotSent(1), Intent(2), Rejected(2), Intent(3)));
        byte[] before = Seal(Head + Intent(1));
        Array.Clear(whole, before.Length + 5, 10);
        Array.Clear(whole, whole.Length - 20, 10);
        FakeJournalFile file = new(whole);

        Assert.Equal(Died, Decide(file, Order42));
        Assert.Equal(Head + Intent(1), file.Content);
    }

    [Fact]
    public void Other_text_after_a_hole_is_damage()
    {
        byte[] start = [.. Seal(Head + Intent(1)), .. new byte[10]];

        AssertDamaged(3, [.. start, .. "\nrubbish\n"u8]);
        AssertDamaged(3, [.. start, .. "\nrubbish"u8]);
        AssertDamaged(3, [.. start, .. "\n\n"u8]);
    }

    /// <summary>Each of them is a line of this journal, but not the one after the other.</summary>
    [Fact]
    public void Lines_after_a_hole_that_do_not_follow_each_other_are_damage()
    {
        string[] lines = Encoding.UTF8.GetString(Seal(Head + Together(Intent(1), NotSent(1), Intent(2), Rejected(2)))).Split('\n');
        byte[] start = [.. Seal(Head), .. new byte[10], (byte)'\n'];

        AssertDamaged(2, [.. start, .. Encoding.UTF8.GetBytes($"{lines[2]}\n{lines[4]}\n")]);
        Assert.Equal("send", Decide(new FakeJournalFile([.. start, .. Encoding.UTF8.GetBytes($"{lines[2]}\n{lines[3]}\n")]), Order42));
    }

    /// <summary>A write starts when the one before is flushed, so a hole before its beginning is not what a crash leaves.</summary>
    [Fact]
    public void A_hole_with_a_line_of_a_later_write_after_it_is_damage() => SingleThread.Run(() =>
    {
        byte[] whole = WriteThreeTimes(out int lastWrite);
        int lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        int holes = 0;
        for (int start = Array.IndexOf(whole, (byte)'\n') - 20; start < lastWrite; start += 3)
        {
            for (int end = start + 1; end <= lastLine; end = end == lastLine ? lastLine + 1 : Math.Min(end + 53, lastLine))
            {
                byte[] damaged = [.. whole];
                Array.Clear(damaged, start, end - start);
                AssertDamaged(whole.Take(start).Count(character => character == '\n') + 1, damaged);
                holes++;
            }
        }

        Assert.InRange(holes, 1000, 20_000);
    });

    [Fact]
    public void A_hole_anywhere_in_the_last_write_is_removed() => SingleThread.Run(() =>
    {
        byte[] whole = WriteThreeTimes(out int lastWrite);
        for (int start = lastWrite; start < whole.Length; start += 3)
        {
            for (int end = start + 1; end <= whole.Length; end += 53)
            {
                FakeJournalFile file = new([.. whole]);
                Array.Clear(file.Bytes, start, end - start);
                using (Journal.Open("run.jsonl", file, Account, Noon))
                {
                    Assert.InRange(file.Bytes.Length, lastWrite, start);
                    Assert.True(whole.AsSpan().StartsWith(file.Bytes));
                }
            }
        }
    });

    /// <summary>Even where the later write was interrupted, as long as its first line has its number.</summary>
    [Fact]
    public void A_hole_before_the_beginning_of_a_later_write_is_damage() =>
        AssertDamaged(2, [.. Seal(Head + Intent(1))[..^30], .. new byte[40], .. "\n{\"State\":\"Sending\",\"Number\":2"u8]);

    [Fact]
    public void A_hole_from_the_head_into_the_next_line_feed_is_damage()
    {
        byte[] damaged = Seal(Head + Intent(1));
        Array.Clear(damaged, 60, Seal(Head).Length - 60);

        AssertDamaged(1, damaged);
    }

    [Fact]
    public void A_file_of_zeros_is_a_new_journal_unless_it_is_longer_than_a_write()
    {
        Assert.Equal("send", Decide(new FakeJournalFile(new byte[200]), Order42));
        AssertDamaged(1, new byte[4097]);
        AssertDamaged(1, [.. new byte[10], .. "x"u8]);
        Assert.Equal("send", Decide(new FakeJournalFile([.. Seal(Head)[..50], .. new byte[10], .. Seal(Head)[60..]]), Order42));
        AssertDamaged(1, [.. Seal(Head)[..50], .. new byte[10], .. Seal(Head)[60..], .. "x\n"u8]);
    }

    [Fact]
    public void The_journal_says_how_many_bytes_were_removed()
    {
        FakeJournalFile file = new([.. Seal(Head + Intent(1)), .. new byte[10], .. "{\"St"u8]);
        using (ReadOnlyJournal reading = ReadOnlyJournal.Open("run.jsonl", file, isInUse: false, null))
            Assert.Equal(14, reading.UnfinishedLength);
        using (ReadOnlyJournal during = ReadOnlyJournal.Open("run.jsonl", file, isInUse: true, null))
            Assert.Equal(0, during.UnfinishedLength);
        using (Journal journal = Journal.Open("run.jsonl", file, Account, Noon))
            Assert.Equal(14, journal.UnfinishedLength);
        using Journal again = Journal.Open("run.jsonl", file, Account, Noon);
        Assert.Equal(0, again.UnfinishedLength);
    }

    [Fact]
    public async Task No_write_is_longer_than_4096_bytes()
    {
        FakeJournalFile file = new() { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        Task[] written = Enumerable.Range(1, 50).Select(
            order => CreateEntry(journal, Cancel(order, new RequestItem(7, null, 1))).WriteIntentAsync()).ToArray();
        int longest = 0;
        while (file.Waiting > 0)
        {
            int before = file.Bytes.Length;
            file.Complete();
            longest = Math.Max(longest, file.Bytes.Length - before);
        }

        await Task.WhenAll(written);
        Assert.InRange(longest, 3900, 4096);
        Assert.Equal(50, ReadAll(file.Bytes).Count);
    }

    /// <summary>An order with hundreds of items. Its line is announced by one that is flushed before it, and written alone.</summary>
    [Fact]
    public async Task A_longer_line_can_be_unfinished_at_any_byte_and_is_removed()
    {
        FakeJournalFile file = new();
        BookingRequest many = Cancel(43, Enumerable.Range(1, 300).Select(id => new RequestItem(id, null, 1)).ToArray());
        using (Journal journal = Journal.Open("run.jsonl", file, Account, Noon))
        {
            await CreateEntry(journal, Order42).WriteIntentAsync();
            int before = file.Bytes.Length;
            await CreateEntry(journal, many).WriteIntentAsync();
            Assert.InRange(file.Bytes.Length - before, 8000, 20_000);
            await CreateEntry(journal, Cancel(44, new RequestItem(7, null, 1))).WriteIntentAsync();
        }

        Assert.Equal(3, ReadAll(file.Bytes).Count);
        int end = Array.LastIndexOf(file.Bytes, (byte)'\n', file.Bytes.Length - 2) + 1;
        int start = Array.LastIndexOf(file.Bytes, (byte)'\n', end - 2) + 1;
        for (int at = start; at < end; at += 97)
        {
            Assert.Single(ReadAll(file.Bytes[..at]));
            Assert.Single(ReadAll([.. file.Bytes[..at], .. new byte[end - at]]));
        }

        AssertDamaged(4, [.. file.Bytes[..start], .. new byte[end - start + 1]]);
    }

    /// <summary>The acknowledged lines of a run: whatever is torn or zeroed within 4 KB of what follows, they stay.</summary>
    private static void AssertDamaged(int line, byte[] content)
    {
        FakeJournalFile file = new(content);

        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon));

        Assert.Equal(
            (JournalFault.Corrupt, $"'run.jsonl' is not a journal of this module, or it is damaged: line {line} can't be read."),
            (refused.Fault, refused.Message));
        Assert.Equal(content, file.Bytes);
    }

    /// <summary>Writes the head, three intents together, and then two outcomes and an intent together.</summary>
    private static byte[] WriteThreeTimes(out int lastWrite)
    {
        FakeJournalFile file = new() { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        IJournalEntry[] entries = Enumerable.Range(1, 4).Select(
            order => CreateEntry(journal, Cancel(order, new RequestItem(7, null, 1)))).ToArray();
        Task[] intents = [.. entries.Take(3).Select(entry => entry.WriteIntentAsync())];
        file.Complete();
        file.Complete();
        Assert.All(intents, intent => Assert.True(intent.IsCompletedSuccessfully));
        lastWrite = file.Bytes.Length;

        Task outcome = entries[0].WriteOutcomeAsync(new Outcome.Rejected(422, "no"));
        _ = entries[1].WriteOutcomeAsync(new Outcome.Unknown("no answer"));
        Task last = entries[3].WriteIntentAsync();
        file.Complete();
        Assert.True(outcome.IsCompletedSuccessfully && last.IsCompletedSuccessfully);
        return file.Bytes;
    }

    private static string Order(int number, Func<int, string> line) =>
        line(number).Replace("\"OrderId\":42", $"\"OrderId\":{number}", StringComparison.Ordinal);

    private static IJournalEntry CreateEntry(IJournal journal, BookingRequest request) => journal.CreateEntry(request, 1);
}
