using System;
using System.IO;
using System.Linq;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// The texts of a journal are read from the file when they are needed. If it has changed since it was opened, nothing that
/// depends on it is sent.
/// </summary>
public class ChangedContentTests
{
    private const string Message = "The journal 'run.jsonl' was changed while it was in use.";

    public static TheoryData<string, string, string> Changes => new()
    {
        { Intent(1), "null\n", "An empty line." },
        { Intent(1), "rubbish\n", "'r' is an invalid start of a value." },
        { Intent(1), "{}\n", "'' is not expected." },
        { "\"Cancellation\"", "\"Refund\"", "'Refund' is not an operation." },
        { "\"Operation\":\"Cancellation\",", "", "'' is not an operation." },
        { "\"Id\",", "\"Name\",", "'Name' is not expected." },
        { "\"OrderId\":42,\"Occurrence\"", "\"Occurrence\"", "The KornitX order ID is missing." },
        { "[{\"ItemId\":7,\"Quantity\":1}]", "null", "An order request needs at least one item." },
        { "[{\"ItemId\":7,\"Quantity\":1}]", "[null]", "An item that is null." },
        { Created(1), "null\n", "An empty line." },
        { "\"Created\"", "\"Craeted\"", "'Craeted' is not a state." },
        { "\"Bookings\":", "\"B\":", "'Created' is not a state." },
        { "{\"Id\":9", "null,{\"Id\":9", "An empty booking." },
        { "\"Items\":[{\"ItemId\":7,\"OrderId\"", "\"Items\":null,\"B\":[{\"ItemId\":7,\"OrderId\"", "A booking without its items." },
        { "[{\"ItemId\":7,\"OrderId\"", "[null,{\"ItemId\":7,\"OrderId\"", "A booking without its items." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_line_is_an_error_and_its_order_is_not_sent(string text, string other, string cause)
    {
        FakeJournalFile file = new(Head + Intent(1) + (Intent(1).Contains(text) ? "" : Created(1)));
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);

        file.Change(text, other);

        JournalException refused = Assert.Throws<JournalException>(() => journal.Orders.ToList());
        Assert.Equal((JournalFault.Corrupt, Message), (refused.Fault, refused.Message));
        Assert.StartsWith(cause, refused.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal("NotSent JournalFailed: " + Message, Describe(((IJournal)journal).Check(Order42, retryUnknown: true).Settled));
    }

    [Fact]
    public void A_disk_that_can_no_longer_be_read_is_an_error_and_the_order_is_not_sent()
    {
        FakeJournalFile file = new(Head + Intent(1) + Created(1));
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);

        file.Unreadable = new IOException("Input/output error.");

        JournalException refused = Assert.Throws<JournalException>(() => journal.Orders.ToList());
        Assert.Equal((JournalFault.Unusable, "The journal 'run.jsonl' can't be used: Input/output error."), (refused.Fault, refused.Message));
        Assert.Equal(
            "NotSent JournalFailed: The journal 'run.jsonl' can't be used: Input/output error.", Describe(((IJournal)journal).Check(Order42, retryUnknown: false).Settled));
    }
}
