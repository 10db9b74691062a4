using System.Text;
using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>The lines of a journal, to the byte: people and their tools read them.</summary>
public class WrittenLinesTests
{
    private const string NoonHead =
        """{"Journal":"KornitX.PowerShell","Version":"""
            + """2,"Time":"2026-01-01T12:00:00+00:00","ApiUri":"https://api.example/","ClientId":"client"}""";

    public static TheoryData<BookingRequest, string> Intents => new()
    {
        {
            Order42,
            """{"State":"Sending","Number":1,"Time":"2026-01-01T12:00:00+00:00","Operation":"Cancellation","Addressing":"Id","OrderId":"""
                + """42,"Occurrence":1,"Items":[{"ItemId":7,"Quantity":1}]}"""
        },
        {
            new BookingRequest(
                Operation.Return,
                OrderAddress.ByExternalRef("POS-\"1\" <é> 🧵"),
                "R\\1",
                [new RequestItem(null, "A\u2028B", 2), new RequestItem(null, "C", 3)]),
            """{"State":"Sending","Number":1,"Time":"2026-01-01"""
                + """T12:00:00+00:00","Operation":"Return","Addressing":"ExternalRef","OrderExternalRef":"POS"""
                + """-\"1\" <é> \uD83E\uDDF5","Reference":"R\\1","Occurrence":1,"Items":"""
                + """[{"ItemExternalRef":"A\u2028B","Quantity":2},{"ItemExternalRef":"C","Quantity":3}]}"""
        },
        {
            new BookingRequest(
                Operation.Cancellation, OrderAddress.ByCombined("POS-1", long.MaxValue), null, [new RequestItem(9, "A", int.MaxValue)]),
            """{"State":"Sending","Number":1,"Time":"2026-01-01"""
                + """T12:00:00+00:00","Operation":"Cancellation","Addressing":"Combined","OrderId":"""
                + """9223372036854775807,"OrderExternalRef":"POS-1","Occurrence":1,"Items":"""
                + """[{"ItemId":9,"ItemExternalRef":"A","Quantity":2147483647}]}"""
        },
    };

    public static TheoryData<Outcome, string> Outcomes => new()
    {
        {
            new Outcome.Created([new Booking(9, [new BookedLine(7, 42, 2), new BookedLine(null, null, null)]), new Booking(10, [])]),
            """{"State":"Created","Number":1,"Time":"2026-01-01T12:00:00+00:00","Bookings":"""
                + """[{"Id":9,"Items":[{"ItemId":7,"OrderId":42,"LineQuantity":2},{}]},{"Id":10,"Items":[]}]}"""
        },
        {
            new Outcome.Rejected(422, "Quantity exceeds what is left"),
            """{"State":"Rejected","Number":1,"Time":"2026-01-01T12:00:00+00:00","Status":422,"Message":"Quantity exceeds what is left"}"""
        },
        {
            new Outcome.Rejected(403, null) { IsPermission = true },
            """{"State":"Rejected","Number":1,"Time":"2026-01-01T12:00:00+00:00","Status":403,"IsPermission":true}"""
        },
        {
            new Outcome.NotSent(NotSentReason.Unreachable, "No such host") { Attempts = 4 },
            """{"State":"NotSent","Number":1,"Time":"2026-01-01T12:00:00+00:00","Reason":"Unreachable","Message":"No such host"}"""
        },
        {
            new Outcome.Unknown("HTTP 502"),
            """{"State":"Unknown","Number":1,"Time":"2026-01-01T12:00:00+00:00","Message":"HTTP 502"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Intents))]
    public async Task An_intent_is_one_line(BookingRequest request, string line) =>
        Assert.Equal([NoonHead, line, ""], await WriteAsync(request, null));

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task An_outcome_is_one_line(Outcome outcome, string line) =>
        Assert.Equal(line, (await WriteAsync(Order42, outcome))[2]);

    /// <summary>The checksums were computed with another implementation of XXH3.</summary>
    [Fact]
    public async Task Each_line_ends_with_a_checksum_that_includes_the_line_before()
    {
        FakeJournalFile file = new();
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        IJournalEntry record = CreateEntry(journal, Order42);
        await record.WriteIntentAsync();
        await record.WriteOutcomeAsync(new Outcome.Unknown("no answer"));

        Assert.Equal(
            ["67a1a7d5ee34d415", "319fbda631dbd199", "c004934b6ee85e4a"],
            Encoding.UTF8.GetString(file.Bytes).TrimEnd('\n').Split('\n').Select(line => line[^18..^2]));
    }

    [Fact]
    public void A_line_that_shares_a_write_says_how_many_bytes_of_it_are_before() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        _ = CreateEntry(journal, Order42).WriteIntentAsync();
        _ = CreateEntry(journal, Order42).WriteIntentAsync();
        file.Complete();

        Assert.Equal(
            [
                """{"State":"Sending","Number":1,"Time":"2026-01-01"""
                    + """T12:00:00+00:00","Operation":"Cancellation","Addressing":"Id","OrderId":"""
                    + """42,"Occurrence":1,"Items":[{"ItemId":7,"Quantity":1}]}""",
                """{"State":"Sending","WriteOffset":205,"Number":2,"Time":"2026-01-01"""
                    + """T12:00:00+00:00","Operation":"Cancellation","Addressing":"Id","OrderId":"""
                    + """42,"Occurrence":1,"Items":[{"ItemId":7,"Quantity":1}]}""",
            ],
            file.Content.TrimEnd('\n').Split('\n').Skip(1));
    });

    [Fact]
    public async Task An_attempt_and_its_outcome_have_the_same_unique_number()
    {
        FakeJournalFile file = new(Head + Intent(1) + NotSent(1));
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        IJournalEntry record = CreateEntry(journal, Order42);
        await record.WriteIntentAsync();
        await record.WriteOutcomeAsync(new Outcome.NotSent(NotSentReason.RateLimited, "later"));
        await record.WriteIntentAsync();
        await record.WriteOutcomeAsync(new Outcome.Unknown("no answer"));

        // The new lines say noon; these constants, the first seconds of the day.
        string written = file.Content.Replace("12:00:00", "00:00:0?", StringComparison.Ordinal);
        string expected = Intent(2) + NotSent(2) + Intent(3) + Unknown(3);
        Assert.Equal(
            Head + Intent(1) + NotSent(1)
                + expected.Replace(
                    "00:00:01", "00:00:0?", StringComparison.Ordinal).Replace("00:00:02", "00:00:0?", StringComparison.Ordinal),
            written);
    }

    private static IJournalEntry CreateEntry(IJournal journal, BookingRequest request) =>
        journal.CreateEntry(request, 1);

    private static async Task<IReadOnlyList<string>> WriteAsync(BookingRequest request, Outcome? outcome)
    {
        FakeJournalFile file = new();
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        IJournalEntry record = CreateEntry(journal, request);
        await record.WriteIntentAsync();
        if (outcome is not null)
            await record.WriteOutcomeAsync(outcome);
        return file.Content.Split('\n');
    }
}
