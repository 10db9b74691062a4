using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>Whatever is written is read as it was: any reference, any number, any words of KornitX. A failure names its seed.</summary>
public class RoundTripTests
{
    private static readonly string[] Pieces =
    [
        "A", "POS-584551", "\"", "\\", "\\n", "/", "'", "<", ">", "&", " ", "\u00A0", "é", "e\u0301", "ß", "İ", "漢", "🧵", "👩‍👩‍👧",
        "\u200D", "\u2028", "\u2029", "\uFEFF", "\uFFFD", "{", "}", "[", "]", ",", ":", "null", "true", "0", "{\"State\":\"Created\"}", "%0A", "..",
    ];

    [Fact]
    public async Task What_is_written_is_read_as_it_was()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            FakeJournalFile file = new();
            List<(OrderRequest Request, Outcome? Outcome)> written = [];
            using (Journal journal = Journal.Open("run.jsonl", file, Noon))
            {
                for (int occurrence = 1; occurrence <= 5; occurrence++)
                {
                    OrderRequest request = AnyRequest(random);
                    Outcome? outcome = AnyOutcome(random);
                    ISendRecord record = ((IRunRecord)journal).RecordOf(KeyOf(request, occurrence), request);
                    await record.SendingAsync();
                    if (outcome is not null)
                        await record.KnownAsync(outcome);
                    written.Add((request, outcome));
                }
            }

            List<JournaledOrder> read = JournalReader.Read("run.jsonl", file.Bytes).InOrder;
            Assert.Equal(
                $"seed {seed}\n" + string.Join("\n", written.Select((order, i) => Show(KeyOf(order.Request, i + 1), order.Request, order.Outcome))),
                $"seed {seed}\n" + string.Join("\n", read.Select(order => Show(order.Key, order.Request, order.IsOpen ? null : order.Outcome))));
        }
    }

    private static OrderKey KeyOf(OrderRequest request, int occurrence) =>
        new(request.Operation, request.Order, request.Reference, occurrence);

    private static OrderRequest AnyRequest(Random random)
    {
        Addressing addressing = (Addressing)random.Next(3);
        bool hasRef = addressing != Addressing.Id || random.Next(2) == 0;
        bool hasId = addressing != Addressing.ExternalRef || random.Next(2) == 0;
        Operation operation = random.Next(2) == 0 ? Operation.Cancellation : Operation.Return;
        return new OrderRequest(
            operation,
            new OrderAddress(addressing, hasId ? AnyId(random) : null, hasRef ? AnyText(random) : null),
            operation.ReferenceRequired || random.Next(2) == 0 ? AnyText(random) : null,
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new OrderItem(
                hasId ? AnyId(random) : null, hasRef ? AnyText(random) : null, random.Next(4) == 0 ? int.MaxValue : random.Next(1, 10)))]);
    }

    private static Outcome? AnyOutcome(Random random) => random.Next(5) switch
    {
        0 => new Outcome.Created([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new Booking(
            AnyId(random),
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => new BookedItem(AnyNumber(random), AnyNumber(random), AnyNumber(random)))]))]),
        1 => new Outcome.Rejected(random.Next(400, 500), random.Next(3) == 0 ? null : AnyText(random)) { IsPermission = random.Next(2) == 0 },
        2 => new Outcome.NotSent((NotSentReason)random.Next(Enum.GetValues<NotSentReason>().Length), AnyText(random)),
        3 => new Outcome.Unknown(AnyText(random)),
        _ => null,
    };

    private static long AnyId(Random random) => random.Next(4) == 0 ? long.MaxValue : random.NextInt64(1, 100_000_000);

    private static long? AnyNumber(Random random) => random.Next(4) switch { 0 => null, 1 => -AnyId(random), _ => AnyId(random) };

    /// <summary>Text that can be a reference: not blank, and not a folder.</summary>
    private static string AnyText(Random random) =>
        "x" + string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Show(OrderKey key, OrderRequest request, Outcome? outcome)
    {
        StringBuilder shown = new();
        shown.Append(key.Operation).Append(' ').Append(key.Order.Addressing).Append(' ').Append(key.Reference).Append(' ').Append(key.Occurrence);
        shown.Append(" | ").Append(request.Operation).Append(' ').Append(request.Order.Addressing).Append(' ');
        shown.Append(request.Order.Id).Append(' ').Append(request.Order.ExternalRef).Append(' ').Append(request.Reference);
        foreach (OrderItem item in request.Items)
            shown.Append(" | ").Append(item);
        shown.Append(" | ").Append(outcome is null ? "under way" : Tell(outcome)).Append((outcome as Outcome.Rejected)?.IsPermission);
        return shown.ToString();
    }
}
