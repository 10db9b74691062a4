using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;

namespace KornitX.Client.Tests.Journals;

/// <summary>Journals as literal text, and their outcomes.</summary>
internal static class JournalTexts
{
    public const string Head =
        """{"Journal":"KornitX.PowerShell","Version":"""
            + """2,"Time":"2026-01-01T00:00:00+00:00","ApiUri":"https://api.example/","ClientId":"client"}""" + "\n";

    /// <summary>The account of these journals.</summary>
    public static JournalAccount Account { get; } = new(new Uri("https://api.example"), "client");

    /// <summary>The cancellation that most of these journals are about.</summary>
    public static BookingRequest Order42 { get; } = Cancel(42, new RequestItem(7, null, 1));

    /// <summary>A clock that stands at the first noon of 2026.</summary>
    public static TimeProvider Noon { get; } = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public static BookingRequest Cancel(long order, params RequestItem[] items) =>
        new(Operation.Cancellation, OrderAddress.ById(order), null, items);

    /// <summary>The line that says that order 42's request is about to be sent.</summary>
    public static string Intent(int number) =>
        """{"State":"Sending","Number":"""
            + $$"""{{number}},"Time":"2026-01-01T00:00:01+00:00","Operation":"Cancellation","Addressing":"Id","OrderId":"""
            + """42,"Occurrence":1,"Items":[{"ItemId":7,"Quantity":1}]}""" + "\n";

    public static string Created(int number) =>
        $$"""{"State":"Created","Number":{{number}},"Time":"2026-01-01T00:00:02+00:00","Bookings":"""
            + """[{"Id":9,"Items":[{"ItemId":7,"OrderId":42,"LineQuantity":2}]}]}""" + "\n";

    public static string Rejected(int number) =>
        $$"""{"State":"Rejected","Number":{{number}},"Time":"2026-01-01T00:00:02+00:00","Status":422,"Message":"no"}""" + "\n";

    public static string NotSent(int number) =>
        $$"""{"State":"NotSent","Number":{{number}},"Time":"2026-01-01T00:00:02+00:00","Reason":"RateLimited","Message":"later"}""" + "\n";

    public static string Unknown(int number) =>
        $$"""{"State":"Unknown","Number":{{number}},"Time":"2026-01-01T00:00:02+00:00","Message":"no answer"}""" + "\n";

    public static string Settled(int number, bool isBooked = true) =>
        $$"""{"State":"Settled","Number":{{number}},"Time":"2026-01-01T12:00:00+00:00","IsBooked":"""
            + $$"""{{(isBooked ? "true" : "false")}},"SettledBy":"operator"}""" + "\n";

    /// <summary>The lines as they are when they share one write.</summary>
    public static string Together(params string[] lines)
    {
        string written = "";
        foreach (string line in lines)
        {
            int offset = Seal(written).Length;
            written += offset == 0 ? line : line.Replace(",\"Number\"", $",\"WriteOffset\":{offset},\"Number\"", StringComparison.Ordinal);
        }

        return written;
    }

    /// <summary>What a journal of that content says of each order.</summary>
    public static List<JournalRecord> ReadAll(string content) => ReadAll(Seal(content));

    public static List<JournalRecord> ReadAll(byte[] content)
    {
        using ReadOnlyJournal journal = ReadOnlyJournal.Open("run.jsonl", new FakeJournalFile(content), isInUse: false, account: null);
        return journal.Orders.ToList();
    }

    /// <summary>What a journal of that content makes of a request, in words; "send" when it is to be sent.</summary>
    public static string Decide(string content, BookingRequest request, bool retryUnknown = false, int occurrence = 1) =>
        Decide(new FakeJournalFile(content), request, retryUnknown, occurrence);

    public static string Decide(FakeJournalFile file, BookingRequest request, bool retryUnknown = false, int occurrence = 1)
    {
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        JournalVerdict verdict = default;
        for (int i = 0; i < occurrence; i++)
            verdict = ((IJournal)journal).Check(request, retryUnknown);
        return Describe(verdict.Settled);
    }

    /// <summary>Adds the checksums to the lines that have an end.</summary>
    public static byte[] Seal(string content)
    {
        List<byte> bytes = [];
        ulong checksum = 0;
        foreach (Match line in Regex.Matches(content, "[^\n]*\n|[^\n]+$"))
        {
            byte[] text = Encoding.UTF8.GetBytes(line.Value.TrimEnd('\n'));
            bool isWhole = text.Length > 0 && text[0] == '{' && text[^1] == '}' && LineChecksum.Read(text) is null;
            byte[] written = isWhole ? LineChecksum.Append(text, ref checksum) : Encoding.UTF8.GetBytes(line.Value);
            bytes.AddRange(line.Value.EndsWith("\n", StringComparison.Ordinal) || !isWhole ? written : written[..^1]);
        }

        return [.. bytes];
    }

    /// <summary>The content without its checksums.</summary>
    public static string Plain(string content) => Regex.Replace(content, ",\"Checksum\":\"[0-9a-f]{16}\"}", "}");

    public static string Describe(Outcome? outcome) => outcome switch
    {
        null => "send",
        Outcome.Created created => "Created " + string.Join(", ", created.Bookings.Select(booking =>
            $"{booking.Id} ["
                + $"{string.Join(", ", booking.Items.Select(item => $"{item.ItemId} of {item.OrderId}, line {item.LineQuantity}"))}]")),
        Outcome.Rejected rejected => $"Rejected {rejected.Status}: {rejected.Message}",
        Outcome.NotSent notSent => $"NotSent {notSent.Reason}: {notSent.Message}",
        Outcome.Unknown unknown => $"Unknown: {unknown.Message}",
        _ => outcome.ToString(),
    };
}
