using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KornitX.Client.Tests.Hostile;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>Any written reference, number and message is read back unchanged.</summary>
public class RoundTripTests
{
    private static readonly Gen<string> Text = Generators.Text.Select(text => "x" + text).Where(
        text => Client.Reference.FindProblem(text) is null);

    /// <summary>The module sanitizes external text before it records it.</summary>
    private static readonly Gen<string> Words = Generators.Text.Select(text => DisplayText.Sanitize(text) ?? "");

    private static readonly Gen<long?> Number =
        Gen.OneOf(Generators.Id.Select(id => (long?)id), Generators.Id.Select(id => (long?)-id), Gen.Constant<long?>(null));

    private static readonly Gen<BookingRequest> Request =
        from operation in Gen.Elements(Operation.Cancellation, Operation.Return)
        from addressing in Gen.Elements(Addressing.Id, Addressing.ExternalRef, Addressing.Combined)
        from isWhole in Gen.Elements(true, false)
        let hasId = isWhole || addressing != Addressing.ExternalRef
        let hasRef = isWhole || addressing != Addressing.Id
        from id in Generators.Id
        from name in Generators.Reference
        from reference in operation.ReferenceRequired ? Text.Select(text => (string?)text) : Maybe(Text)
        from items in (from itemId in Generators.Id
                       from itemRef in Text
                       from quantity in Gen.OneOf(Gen.Choose(1, 9), Gen.Constant(int.MaxValue))
                       select new RequestItem(hasId ? itemId : null, hasRef ? itemRef : null, quantity)).NonEmptyListOf()
        select new BookingRequest(operation, new OrderAddress(addressing, hasId ? id : null, hasRef ? name : null), reference, [.. items]);

    private static readonly Gen<Booking> Booked =
        from id in Generators.Id
        from items in (from itemId in Number
                       from orderId in Number
                       from quantity in Number
                       select new BookedLine(itemId, orderId, quantity)).ListOf()
        select new Booking(id, [.. items]);

    private static readonly Gen<Outcome?> Known = Gen.OneOf(
        Booked.NonEmptyListOf().Select(bookings => (Outcome?)new Outcome.Created([.. bookings])),
        from status in Gen.Choose(400, 499)
        from words in Maybe(Words.Where(words => words.Length > 0))
        from isPermission in Gen.Elements(true, false)
        select (Outcome?)new Outcome.Rejected(status, words) { IsPermission = isPermission },
        from reason in Gen.Elements(Enum.GetValues<NotSentReason>())
        from words in Words
        select (Outcome?)new Outcome.NotSent(reason, words),
        Words.Select(words => (Outcome?)new Outcome.Unknown(words)),
        Gen.Constant<Outcome?>(null));

    [Fact]
    public void A_written_journal_is_read_back_unchanged()
    {
        Arbitrary<(BookingRequest Request, Outcome? Outcome)[]> runs = Arb.From(
            (from request in Request from outcome in Known select (request, outcome)).ArrayOf(),
            run => Enumerable.Range(0, run.Length).Select(at => run.Where((_, i) => i != at).ToArray()));

        Prop.ForAll(runs, run => WrittenAndReadAsync(run).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static async Task WrittenAndReadAsync((BookingRequest Request, Outcome? Outcome)[] run)
    {
        FakeJournalFile file = new();
        using (Journal journal = Journal.Open("run.jsonl", file, Account, Noon))
        {
            for (int i = 0; i < run.Length; i++)
            {
                IJournalEntry record = ((IJournal)journal).CreateEntry(run[i].Request, i + 1);
                await record.WriteIntentAsync();
                if (run[i].Outcome is { } outcome)
                    await record.WriteOutcomeAsync(outcome);
            }
        }

        List<JournalRecord> read = ReadAll(file.Bytes);
        Assert.Equal(
            run.Select((order, i) => Show(i + 1, order.Request, order.Outcome)),
            read.Select(order => Show(order.Occurrence, order.Request, order.EndedAt is null ? null : order.Outcome)));
    }

    private static Gen<string?> Maybe(Gen<string> text) => Gen.OneOf(text.Select(it => (string?)it), Gen.Constant<string?>(null));

    private static string Show(int occurrence, BookingRequest request, Outcome? outcome)
    {
        StringBuilder shown = new();
        shown.Append(occurrence).Append(" | ").Append(request.Operation).Append(' ').Append(request.Order.Addressing).Append(' ');
        shown.Append(request.Order.Id).Append(' ').Append(request.Order.ExternalRef).Append(' ').Append(request.Reference);
        foreach (RequestItem item in request.Items)
            shown.Append(" | ").Append(item);
        shown.Append(" | ").Append(outcome is null ? "under way" : Describe(outcome)).Append((outcome as Outcome.Rejected)?.IsPermission);
        return shown.ToString();
    }
}
