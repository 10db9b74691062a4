using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>A journal belongs to one account: what was rehearsed in a sandbox is not booked in production.</summary>
public class JournalAccountTests
{
    [Theory]
    [InlineData("https://api-sl-2-3.kornitx.net", "client", "https://api-sl-2-3.kornitx.net/")]
    [InlineData("http://127.0.0.1:5001/", "client", "http://127.0.0.1:5001/")]
    [InlineData("https://api.example/v2", "client", "https://api.example/v2/")]
    [InlineData("https://api.example:444/", "client", "https://api.example:444/")]
    [InlineData("http://api.example/", "client", "http://api.example/")]
    [InlineData("https://api.example/", "Client", "https://api.example/")]
    public void A_journal_of_another_account_is_rejected_and_not_changed(string apiUri, string clientId, string shown)
    {
        FakeJournalFile file = new(Head + Intent(1) + "{\"State\":\"Created\"");
        string before = file.Content;

        JournalException refused = Assert.Throws<JournalException>(
            () => Journal.Open("run.jsonl", file, new JournalAccount(new Uri(apiUri), clientId), Noon));

        Assert.Equal(JournalFault.Mismatch, refused.Fault);
        Assert.Equal(
            "The journal 'run.jsonl' belongs to client 'client' at https://api.example/, "
                + $"but this run is for client '{clientId}' at {shown}.",
            refused.Message);
        Assert.Equal(before, file.Content);
        Assert.True(file.IsDisposed);
    }

    [Fact]
    public void A_journal_of_another_account_is_also_rejected_for_reading()
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Guid.NewGuid().ToString());
        System.IO.File.WriteAllBytes(path, Seal(Head + Intent(1)));
        try
        {
            Assert.Equal(
                JournalFault.Mismatch,
                Assert.Throws<JournalException>(
                    () => ReadOnlyJournal.OpenForDryRun(path, new JournalAccount(new Uri("https://other.example"), "client"))).Fault);
            ReadOnlyJournal.OpenForDryRun(path, Account).Dispose();
            ReadOnlyJournal.OpenForDryRun(path, null).Dispose();
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    [Theory]
    [InlineData("https://api.example")]
    [InlineData("HTTPS://API.Example:443/")]
    public void API_addresses_are_compared_case_insensitively(string apiUri)
    {
        using Journal journal = Journal.Open("run.jsonl", new FakeJournalFile(Head), new JournalAccount(new Uri(apiUri), "client"), Noon);

        Assert.Equal(Account, journal.Account);
    }

    [Fact]
    public void The_recorded_address_has_no_user_and_no_query() =>
        Assert.Equal(
            "https://api.example/v2/", new JournalAccount(new Uri("https://user:secret@api.example/v2?key=secret"), "client").ApiUri);

    [Fact]
    public void An_account_name_shows_what_is_invisible_in_it()
    {
        FakeJournalFile file = new(Head.Replace("\"client\"", "\"\\u001b[31mred\"", StringComparison.Ordinal));

        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open("run.jsonl", file, Account, Noon));

        Assert.Equal(
            "The journal 'run.jsonl' belongs to client '<U+001B>[31mred' at https://api.example/, but this run is for client 'client' at "
                + "https://api.example/.",
            refused.Message);
    }

    [Fact]
    public void A_truncated_head_belongs_to_no_account()
    {
        using Journal journal = Journal.Open(
            "run.jsonl", new FakeJournalFile(Seal(Head)[..60]), new JournalAccount(new Uri("https://other.example"), "x"), Noon);

        Assert.Equal("https://other.example/", journal.Account!.ApiUri);
    }
}
