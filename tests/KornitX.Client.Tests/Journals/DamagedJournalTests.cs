using System.Text;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// A file that is not a journal, or that was changed, is rejected with the line that shows it and is not changed, so that it can
/// still be examined.
/// </summary>
public class DamagedJournalTests
{
    public static TheoryData<int, string> OtherFiles => new()
    {
        { 1, "OrderId,ItemId,Quantity\n42,7,1\n" },
        { 1, "OrderId,ItemId,Quantity" },
        { 1, "{\"order_id\":42}\n" },
        { 1, "{\"order_id\":42}" },
        { 1, "{\"Journal\":\"KornitX.PowerShell2\",\"Vers" },
        { 1, "[]" },
        { 1, "null\n" },
        { 1, "\n" },
        { 1, Intent(1) + Created(1) },

        // Of another module or version.
        { 1, "{\"Journal\":\"Somebody\",\"Version\":2}\n" },
        { 1, "{\"Journal\":\"KornitX.PowerShell\",\"Version\":1,\"ApiUri\":\"https://api.example/\",\"ClientId\":\"client\"}\n" },
        { 1, "{\"Journal\":\"KornitX.PowerShell\",\"Version\":1,\"ApiUri\":\"https://api.example/\",\"ClientId\":\"client\"}" },

        // With valid checksums, but not what this module writes.
        { 2, Head + Head },
        { 2, Head + "{}\n" },
        { 2, Head + "{\"State\":\"Craeted\",\"Number\":1}\n" },
        { 2, Head + Created(1) },
        { 3, Head + Intent(1) + Created(2) },
        { 4, Head + Intent(1) + Created(1) + Rejected(1) },
        { 2, Head + Intent(2) },
        { 3, Head + Intent(1) + Intent(1) },
        { 3, Head + Intent(1) + Intent(3) },
        { 5, Head + Intent(1) + Created(1) + Intent(2) + Created(1) },
        { 4, Head + Intent(1) + Rejected(1) + Settled(1) },
        { 2, Head + Intent(1).Replace("Cancellation", "Refund", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("\"OrderId\":42,", "", StringComparison.Ordinal) },
        { 3, Head + Intent(1) + NotSent(1).Replace("RateLimited", "Tired", StringComparison.Ordinal) },
        { 3, Head + Intent(1) + "{\"State\":\"Created\",\"Number\":1,\"Time\":\"2026-01-01T00:00:02+00:00\"}\n" },
        { 3, Head + Intent(1) + Created(1).Replace("{\"Id\":9,", "null,{", StringComparison.Ordinal) },
        { 3, Head + Intent(1) + Created(1).Replace("{\"ItemId\":7,", "null,{", StringComparison.Ordinal) },

        // Rubbish at the end.
        { 3, Head + Intent(1) + "rubbish" },
        { 3, Head + Intent(1) + "\"rubbish" },
        { 3, Head + Intent(1) + "{rubbish" },
        { 3, Head + Intent(1) + "\n" },
        { 3, Head + Intent(1) + "{\"State\":\"Unknown\",\"Number\":1,\"Checksum\":\"0123456789abcdef\"}" },
    };

    /// <summary>What people and programs do to text files.</summary>
    public static TheoryData<string, int> Changes => new()
    {
        { "saved as ASCII", 4 },
        { "saved with decomposed letters", 4 },
        { "saved with a byte order mark", 1 },
        { "saved as UTF-16", 1 },
        { "saved with CRLF", 1 },
        { "saved with CR", 1 },
        { "without line feeds", 1 },
        { "one digit edited", 2 },
        { "the last outcome edited", 7 },
        { "sorted", 2 },
        { "two lines swapped", 2 },
        { "a line removed", 3 },
        { "a line repeated", 3 },
        { "an empty line added", 2 },
        { "the first half removed", 1 },
        { "merged with another journal", 8 },
        { "a line formatted", 2 },
    };

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void Another_file_is_rejected_with_the_line_number_and_not_changed(int line, string content) =>
        AssertDamaged(line, Seal(content));

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_journal_that_was_changed_is_rejected_with_the_line_number_and_not_changed(string change, int line)
    {
        const string Reference = "\"Reference\":\"R\u00FCck\",\"Occurrence\"";
        byte[] bytes = Seal(Head + Intent(1) + Created(1) + Intent(2).Replace(
            "\"OrderId\":42,\"Occurrence\"", "\"OrderId\":43," + Reference, StringComparison.Ordinal) + Rejected(2)
            + Intent(3) + Unknown(3));
        string text = Encoding.UTF8.GetString(bytes);
        string[] lines = text.TrimEnd('\n').Split('\n');
        AssertDamaged(line, change switch
        {
            "saved as ASCII" => Encoding.ASCII.GetBytes(text),
            "saved with decomposed letters" => Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormD)),
            "saved with a byte order mark" => [.. Encoding.UTF8.GetPreamble(), .. bytes],
            "saved as UTF-16" => Encoding.Unicode.GetBytes(text),
            "saved with CRLF" => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            "saved with CR" => Encoding.UTF8.GetBytes(text.Replace('\n', '\r')),
            "without line feeds" => Encoding.UTF8.GetBytes(text.Replace("\n", "", StringComparison.Ordinal)),
            "one digit edited" => Encoding.UTF8.GetBytes(text.Replace("\"Quantity\":1", "\"Quantity\":2", StringComparison.Ordinal)),
            "the last outcome edited" =>
                Encoding.UTF8.GetBytes(text.Replace("\"Unknown\"", "\"NotSent\",\"Reason\":\"Unreachable\"", StringComparison.Ordinal)),
            "sorted" => Join(lines.OrderBy(line => line, StringComparer.Ordinal)),
            "two lines swapped" => Join([lines[0], lines[2], lines[1], .. lines[3..]]),
            "a line removed" => Join([.. lines[..2], .. lines[3..]]),
            "a line repeated" => Join([.. lines[..2], lines[1], .. lines[2..]]),
            "an empty line added" => Join([lines[0], "", .. lines[1..]]),
            "the first half removed" => Join(lines[3..]),
            "merged with another journal" =>
                Join(
                    [.. lines, .. Encoding.UTF8.GetString(
                        Seal(Head.Replace("client", "other", StringComparison.Ordinal) + Intent(1))).TrimEnd('\n').Split('\n')[1..]]),
            _ => Encoding.UTF8.GetBytes(text.Replace("\"Number\":1,", "\"Number\": 1,", StringComparison.Ordinal)),
        });

        static byte[] Join(System.Collections.Generic.IEnumerable<string> lines) =>
            Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>Only the last line feed may be missing, which is also how an interrupted write can end.</summary>
    [Fact]
    public void Every_change_of_a_byte_is_detected()
    {
        byte[] bytes = Seal(Head + Intent(1) + Created(1));
        for (int at = 0; at < bytes.Length - 1; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 1;

            Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalException>(() => ReadAll(changed)).Fault);
        }
    }

    [Fact]
    public void A_journal_that_the_disk_cannot_read_is_unusable()
    {
        FakeJournalFile file = new(Head + Intent(1)) { Unreadable = new IOException("Input/output error") };

        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon));

        Assert.Equal(JournalFault.Unusable, refused.Fault);
        Assert.Equal("The journal 'run.jsonl' can't be used: Input/output error.", refused.Message);
        Assert.True(file.IsDisposed);
    }

    private static void AssertDamaged(int line, byte[] content)
    {
        FakeJournalFile file = new(content);

        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon));

        Assert.Equal(JournalFault.Corrupt, refused.Fault);
        Assert.Equal($"'run.jsonl' is not a journal of this module, or it is damaged: line {line} can't be read.", refused.Message);
        Assert.Equal(content, file.Bytes);
        Assert.True(file.IsDisposed);
    }
}
