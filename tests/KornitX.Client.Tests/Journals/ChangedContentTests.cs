using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// The texts of a journal are read from the file when they are needed. If it has changed since it was opened, nothing that
/// depends on it is sent.
/// </summary>
public class ChangedContentTests
{
    private const string Message = "The journal 'run.jsonl' was changed while it was in use.";

    public static TheoryData<string, string> Changes => new()
    {
        { "{\"State\":\"Sending\"", "null                " },
        { "\"Sending\"", "\"sending\"" },
        { "\"Sending\"", "\"Unknown\"" },
        { "\"Cancellation\"", "\"Xancellation\"" },
        { "\"Id\",", "\"XX\"," },
        { "\"Quantity\":1", "\"Quantity\":0" },
        { "\"Created\"", "\"Craeted\"" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_line_is_an_error_and_its_order_is_not_sent(string text, string other)
    {
        FakeJournalFile file = new(Head + Intent(1) + Created(1));
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        using ReadOnlyJournal reading = ReadOnlyJournal.Open("run.jsonl", file, isInUse: false, account: null);

        file.Change(text, other);

        JournalException refused = Assert.Throws<JournalException>(() => reading.Orders.ToList());
        Assert.Equal((JournalFault.Corrupt, Message), (refused.Fault, refused.Message));
        Assert.Equal("NotSent JournalFailed: " + Message, Describe(((IJournal)journal).Check(Order42, retryUnknown: true).Settled));
    }

    [Fact]
    public void A_disk_that_can_no_longer_be_read_is_an_error_and_the_order_is_not_sent()
    {
        FakeJournalFile file = new(Head + Intent(1) + Created(1));
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);

        file.Unreadable = new IOException("Input/output error.");

        Assert.Equal(
            "NotSent JournalFailed: The journal 'run.jsonl' can't be used: Input/output error.",
            Describe(((IJournal)journal).Check(Order42, retryUnknown: false).Settled));
    }
}
