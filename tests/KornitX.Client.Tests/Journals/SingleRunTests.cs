using System.Net;
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
}
