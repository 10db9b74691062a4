using System.Text;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>Lines of any length are read whole, wherever the buffer ends.</summary>
public class LineSplitterTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("\n\na")]
    [InlineData("a\nbc\n\ndef\n")]
    [InlineData("a\nbc\n\ndef")]
    public void Lines_are_split_at_line_feeds(string content) => AssertSplit(content);

    [Fact]
    public void A_line_can_be_longer_than_the_buffer()
    {
        foreach (int length in new[] { 262_143, 262_144, 262_145, 600_000 })
            AssertSplit("ab\n" + new string('x', length) + "\n" + new string('y', length) + "\nc");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_disk_can_return_few_bytes_at_a_time(int most)
    {
        FakeJournalFile file = new(Head + Intent(1) + Created(1) + Intent(2) + Unknown(2)) { MostPerRead = most };

        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(file, Order42));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(4, "ab|c")]
    [InlineData(5, "ab|cd")]
    [InlineData(6, "ab|cd")]
    [InlineData(8, "ab|cd|ef")]
    [InlineData(99, "ab|cd|ef")]
    public void Reading_stops_at_the_given_end_or_where_the_content_ends(int end, string expected)
    {
        LineSplitter lines = new(new FakeJournalFile("ab\ncd\nef"u8.ToArray()), end);
        List<string> read = [];
        while (lines.Read())
            read.Add(Encoding.UTF8.GetString(lines.Line.ToArray()));

        Assert.Equal(expected, string.Join('|', read));
    }

    [Fact]
    public void A_line_of_256_MB_is_too_long()
    {
        EndlessLine content = new();

        LineSplitter lines = new(content, long.MaxValue);
        Assert.Equal("A line is too long", Assert.Throws<InvalidDataException>(() => _ = lines.Read()).Message);
        Assert.Equal(256 * 1024 * 1024, content.Read);
    }

    private static void AssertSplit(string content)
    {
        List<string> expected = [.. content.Split('\n')];
        bool endsWithLineFeed = expected[^1].Length == 0;
        if (endsWithLineFeed)
            expected.RemoveAt(expected.Count - 1);

        LineSplitter lines = new(new FakeJournalFile(Encoding.UTF8.GetBytes(content)), content.Length);
        List<string> read = [];
        long next = 0;
        while (lines.Read())
        {
            Assert.Equal(next, lines.Start);
            read.Add(Encoding.UTF8.GetString(lines.Line.ToArray()));
            next = lines.Next;
            Assert.Equal(read.Count < expected.Count || endsWithLineFeed, lines.HasLineFeed);
        }

        Assert.Equal(expected, read);
        Assert.Equal(content.Length, next);
        Assert.Equal(content.Count(c => c == '\n') + (endsWithLineFeed ? 0 : 1), read.Count);
    }

    /// <summary>A content without any line feed.</summary>
    private sealed class EndlessLine : IJournalContent
    {
        public long Read { get; private set; }

        public long Length => long.MaxValue;

        public int ReadAt(long position, byte[] buffer, int offset, int count)
        {
            Read += count;
            return count;
        }

        public void Dispose()
        {
        }
    }
}
