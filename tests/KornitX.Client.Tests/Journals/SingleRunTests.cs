using System;
using System.IO;
using System.Net;
using System.Threading.Tasks;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>A Journal object has the state of the file when it was opened, so it can be used for one run.</summary>
public sealed class SingleRunTests : IDisposable
{
    private readonly KornitXClient _client = new(new KornitXClientOptions(), new NetworkCredential("id", "secret"));

    public void Dispose() => _client.Dispose();

    [Fact]
    public void A_second_run_on_the_same_Journal_object_is_rejected()
    {
        using Journal journal = Journal.Open("run.jsonl", new FakeJournalFile(), Account, Noon);
        using OrderRun first = _client.StartRun(new OrderRunOptions(5), journal);

        Assert.Equal(
            "This journal was already used for a run. Open it again for another run.",
            Assert.Throws<InvalidOperationException>(() => _client.StartRun(new OrderRunOptions(5), journal)).Message);
    }

    [Fact]
    public void A_run_with_a_journal_opened_for_reading_is_rejected()
    {
        using Journal journal = Journal.OpenForReading(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()));

        Assert.Equal(
            "This journal was opened for reading. Open it for a run.",
            Assert.Throws<InvalidOperationException>(() => _client.StartRun(new OrderRunOptions(5), journal)).Message);
    }

    [Fact]
    public async Task A_journal_of_a_run_cannot_be_settled()
    {
        FakeJournalFile file = new(Head + Intent(1));
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        await AssertNotForSettlingAsync(journal);
        using OrderRun run = _client.StartRun(new OrderRunOptions(5), journal);
        await AssertNotForSettlingAsync(journal);
        using Journal reading = Journal.OpenForReading(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()));
        await AssertNotForSettlingAsync(reading);

        Assert.Equal(Head + Intent(1), file.Content);
    }

    [Fact]
    public void A_run_with_a_journal_opened_to_settle_is_rejected()
    {
        using Journal journal = Journal.OpenToSettle("run.jsonl", new FakeJournalFile(Head), Noon);

        Assert.Throws<InvalidOperationException>(() => _client.StartRun(new OrderRunOptions(5), journal));
    }

    private static async Task AssertNotForSettlingAsync(Journal journal) => Assert.Equal(
        "This journal was not opened to settle.",
        (await Assert.ThrowsAsync<InvalidOperationException>(() => journal.SettleAsync(1, new Settlement(false, null, "operator", null)))).Message);
}
