using System;
using System.IO;
using System.Net;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>A journal knows what was so when it was opened. So it is for one run; the next one opens it anew.</summary>
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
}
