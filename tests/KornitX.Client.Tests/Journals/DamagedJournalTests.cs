using System;
using System.IO;
using System.Text;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// A file that is not a journal, or a damaged one, is rejected with the line that shows it and is not changed,
/// so that it can still be examined.
/// </summary>
public class DamagedJournalTests
{
    public static TheoryData<int, string> Damaged => new()
    {
        // Another program's file.
        { 1, "OrderId,ItemId,Quantity\n42,7,1\n" },
        { 1, "OrderId,ItemId,Quantity" },
        { 1, """{"order_id":42}""" + "\n" },
        { 1, """{"order_id":42}""" },
        { 1, """{"Journal":"KornitX.PowerShell2","Vers""" },
        { 1, "[]" },
        { 1, "null\n" },
        { 1, "\n" },
        { 1, "\0\0\0\0" },
        { 1, "\uFEFF" + Head },
        { 1, Intent(1) + Created(1) },

        // Of another module or version.
        { 1, """{"Journal":"Somebody","Version":1}""" + "\n" },
        { 1, """{"Journal":"KornitX.PowerShell","Version":2}""" + "\n" },
        { 1, """{"Journal":"KornitX.PowerShell","Version":2}""" },
        { 1, """{"Journal":"KornitX.PowerShell"}""" + "\n" },
        { 1, """{"Journal":"KornitX.PowerShell","Version":1}""" + "\n" },
        { 1, """{"Journal":"KornitX.PowerShell","Version":1,"ApiUri":"https://api.example/"}""" + "\n" },

        // Line feeds lost: to pass over the last line would be to forget all of it.
        { 1, (Head + Intent(1) + Created(1)).Replace("\n", "", StringComparison.Ordinal) },
        { 1, (Head + Intent(1) + Created(1)).Replace("\n", "\r", StringComparison.Ordinal) },
        { 2, Head + Intent(1).TrimEnd('\n') + Created(1).TrimEnd('\n') },

        // Something in the middle, or at the end and yet whole.
        { 2, Head + Head },
        { 2, Head + "\n" + Intent(1) },
        { 2, Head + Intent(1)[..80] + "\n" + Intent(2) },
        { 3, Head + Intent(1) + "rubbish" },
        { 3, Head + Intent(1) + "\"rubbish" },

        // Not what this module writes.
        { 2, Head + Created(1) },
        { 2, Head + Created(1).TrimEnd('\n') },
        { 3, Head + Intent(1) + Created(2) },
        { 4, Head + Intent(1) + Created(1) + Rejected(1) },
        { 2, Head + Intent(2) + Intent(1) },
        { 3, Head + Intent(1) + Intent(1) },
        { 3, Head + Intent(1) + Intent(1).TrimEnd('\n') },
        { 2, Head + Intent(0) },
        { 2, Head + Intent(2) },
        { 3, Head + Intent(1) + Intent(3) },
        { 5, Head + Intent(1) + Created(1) + Intent(2) + Created(1) },
        { 3, Head + Intent(1) + "5\n" },
        { 2, Head + Intent(1).Replace("{\"ItemId\":7,\"Quantity\":1}", "5", StringComparison.Ordinal) },
        { 3, Head + Intent(1) + Created(1).Replace("{\"ItemId\":7,\"OrderId\":42,\"LineQuantity\":2}", "5", StringComparison.Ordinal) },
        { 3, Head + Intent(1) + Created(1).Replace("Created", "Booked", StringComparison.Ordinal) },
        { 3, Head + Intent(1) + NotSent(1).Replace("RateLimited", "Tired", StringComparison.Ordinal) },
        { 3, Head + Intent(1) + NotSent(1).Replace("\"RateLimited\"", "\"1\"", StringComparison.Ordinal) },
        { 3, Head + Intent(1) + """{"State":"Created","Number":1,"Time":"2026-01-01T00:00:02+00:00","Bookings":[]}""" + "\n" },
        { 3, Head + Intent(1) + """{"State":"Created","Number":1,"Time":"2026-01-01T00:00:02+00:00","Bookings":[null]}""" + "\n" },
        { 3, Head + Intent(1) + """{"State":"Created","Number":1,"Time":"2026-01-01T00:00:02+00:00","Bookings":[{"Id":9,"Items":null}]}""" + "\n" },
        { 3, Head + Intent(1) + """{"State":"Created","Number":1,"Time":"2026-01-01T00:00:02+00:00","Bookings":[{"Id":9,"Items":[null]}]}""" + "\n" },
        { 3, Head + Intent(1) + """{"State":"Rejected","Number":1,"Time":"2026-01-01T00:00:02+00:00"}""" + "\n" },
        { 3, Head + Intent(1) + """{"State":"Unknown","Number":1}""" + "\n" },
        { 3, Head + Intent(1) + """{"State":"Unknown","Time":"2026-01-01T00:00:02+00:00"}""" + "\n" },
        { 2, Head + Intent(1).Replace("\"Id\"", "\"Name\"", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("Cancellation", "Refund", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("\"OrderId\":42,", "", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("\"Quantity\":1", "\"Quantity\":0", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("\"Quantity\":1", "\"Quantity\":\"1\"", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("{\"ItemId\":7,\"Quantity\":1}", "null", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace(",\"Items\":[{\"ItemId\":7,\"Quantity\":1}]", "", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("\"Operation\":\"Cancellation\",", "", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("{\"ItemId\":7,\"Quantity\":1}", "", StringComparison.Ordinal) },
        { 2, Head + Intent(1).Replace("\"Sending\"", "\"Sending\",\"Reference\":\"\\ud800\"", StringComparison.Ordinal) },
    };

    public static TheoryData<string, string> Reasons => new()
    {
        { Head + "null\n", "An empty line." },
        { Head + Head, "The head must be the first line, and only the first." },
        { Intent(1), "The head must be the first line, and only the first." },
        { """{"Journal":"KornitX.PowerShell","Version":1}""" + "\n", "A head without an account." },
        { """{"Journal":"KornitX.PowerShell","Version":2}""" + "\n", "Of another module or version." },
        { Head + """{"State":"Unknown","Number":1}""" + "\n", "A line without number or time." },
        { Head + "[]\n", "A line that is no object." },
        { Head + """{"Number":1,"Time":"2026-01-01T00:00:02+00:00"}""" + "\n", "'' is not a state." },
        { Head + Created(1), "An outcome without its intent." },
        { Head + Intent(1) + Created(1).Replace("{\"Id\":9,\"Items\":[{\"ItemId\":7,\"OrderId\":42,\"LineQuantity\":2}]}", "", StringComparison.Ordinal), "A created order without a booking." },
        { Head + Intent(1) + Created(1).Replace("\"Id\":9,", "", StringComparison.Ordinal), "A booking without its ID." },
        { Head + Intent(1) + Created(1).Replace("[{\"ItemId\":7,\"OrderId\":42,\"LineQuantity\":2}]", "null", StringComparison.Ordinal), "A booking without its items." },
        { Head + Intent(1) + Created(1).Replace("{\"ItemId\":7,\"OrderId\":42,\"LineQuantity\":2}", "null", StringComparison.Ordinal), "An item that is null." },
        { Head + Intent(1) + Created(1).Replace("{\"Id\":9", "null,{\"Id\":9", StringComparison.Ordinal), "A booking that is null." },
        { Head + Intent(1) + Created(1).Replace("\"Bookings\":", "\"Bookings\":5,\"B\":", StringComparison.Ordinal), "A list is expected." },
        { Head + Intent(1) + Rejected(1).Replace("\"Status\":422,", "", StringComparison.Ordinal), "A rejection without its status." },
        { Head + Intent(1) + """{"State":"Booked","Number":1,"Time":"2026-01-01T00:00:02+00:00"}""" + "\n", "A settlement that is not complete." },
        { Head + Intent(1).Replace("\"OrderId\":42,", "", StringComparison.Ordinal), "An order without its ID." },
        { Head + Intent(1).Replace("\"Id\"", "\"ExternalRef\"", StringComparison.Ordinal), "An order without its external reference." },
        { Head + Intent(1).Replace("Cancellation", "Return", StringComparison.Ordinal), "A return without a reference." },
        { Head + Intent(1).Replace("\"ItemId\":7,", "", StringComparison.Ordinal), "An order without items that can be sent." },
        { Head + Intent(1).Replace("\"Quantity\":1", "\"Quantity\":0", StringComparison.Ordinal), "0 is not a quantity." },
        { Head + Intent(1).Replace("\"Items\"", "\"OrderExternalRef\":\" \",\"Items\"", StringComparison.Ordinal), "An external reference that is blank." },
        { Head + Intent(1).Replace("\"Items\"", "\"Reference\":\" \",\"Items\"", StringComparison.Ordinal), "A reference that is blank." },
        { Head + Intent(1).Replace("\"Quantity\"", "\"ItemExternalRef\":\" \",\"Quantity\"", StringComparison.Ordinal), "An item's external reference that is blank." },
        { Head + Intent(1).Replace("\"Sending\"", "5", StringComparison.Ordinal), "Text is expected." },
        { Head + Intent(1).Replace("\"Cancellation\"", "5", StringComparison.Ordinal), "Text is expected." },
        { Head + Intent(1) + Intent(1), "Number 1 where 2 is expected." },
        { Head + Intent(1) + Created(1) + Intent(3), "Number 3 where 2 is expected: lines were removed." },
        { Head + Intent(1).Replace("{\"ItemId\":7,\"Quantity\":1}", "null", StringComparison.Ordinal), "An item that is null." },
        { Head + Intent(1).Replace("\"Id\"", "\"Na\\u001bme\"", StringComparison.Ordinal), "'Na me' is not expected." },
        { Head + Intent(1) + Created(1).Replace("Created", "Boo\\nked", StringComparison.Ordinal), "'Boo ked' is not a state." },
        { Head + Intent(1).Replace("Cancellation", "", StringComparison.Ordinal), "'' is not an operation. The operations are Cancellation and Return." },
        { Head + Intent(1).Replace("\"Operation\":\"Cancellation\",", "", StringComparison.Ordinal), "'' is not an operation. The operations are Cancellation and Return." },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void The_error_says_what_is_wrong_with_the_line(string content, string reason)
    {
        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", new FakeJournalFile(content), Account, Noon));

        Assert.StartsWith(reason, refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_journal_is_rejected_with_the_line_number_and_not_changed(int line, string content)
    {
        FakeJournalFile file = new(content);

        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon));

        Assert.Equal(JournalFault.Corrupt, refused.Fault);
        Assert.Equal($"'run.jsonl' is not a journal of this module, or it is damaged: line {line} can't be read.", refused.Message);
        Assert.Equal(Encoding.UTF8.GetBytes(content), file.Bytes);
        Assert.True(file.IsDisposed);
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
}
