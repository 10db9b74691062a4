using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>A journal on a real disk.</summary>
public sealed class JournalFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kornitx-journal-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "run.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_reads_what_the_previous_run_wrote()
    {
        using (Journal journal = Journal.Open(Path, Account))
        {
            IJournalEntry record = CreateEntry(journal);
            await record.WriteIntentAsync();
            await record.WriteOutcomeAsync(new Outcome.Created([new Booking(9, [])]));
        }

        using Journal next = Journal.Open(Path, Account);
        Assert.Equal("Created 9 []", Describe(((IJournal)next).Check(Order42, retryUnknown: false).Settled));
        Assert.Collection(
            ReadLines(),
            line => Assert.StartsWith("{\"Journal\":\"KornitX.PowerShell\",", line, StringComparison.Ordinal),
            line => Assert.StartsWith("{\"State\":\"Sending\",\"Number\":1,", line, StringComparison.Ordinal),
            line => Assert.StartsWith("{\"State\":\"Created\",\"Number\":1,", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_journal_is_released_after_it_is_rejected()
    {
        File.WriteAllText(Path, "OrderId,ItemId,Quantity\n");

        Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalException>(() => Journal.Open(Path, Account)).Fault);
        Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalException>(() => Journal.Open(Path, Account)).Fault);
        Assert.Equal("OrderId,ItemId,Quantity\n", File.ReadAllText(Path));
    }

    [Fact]
    public async Task A_journal_in_use_can_be_read()
    {
        using Journal journal = Journal.Open(Path, Account);
        IJournalEntry record = CreateEntry(journal);
        await record.WriteIntentAsync();

        Assert.True(Assert.Single(Journal.ReadOrders(Path)).IsOpen);
        using (ReadOnlyJournal reading = ReadOnlyJournal.Open(Path))
            Assert.Equal(
                "Unknown: in an earlier run: the run that sent it ended before the response arrived",
                Describe(((IJournalCheck)reading).Check(Order42, false).Settled));
        Assert.Equal(2, ReadLines().Length);

        await record.WriteOutcomeAsync(new Outcome.Rejected(422, "no"));
        JournalRecord order = Assert.Single(Journal.ReadOrders(Path));
        Assert.False(order.IsOpen);
        Assert.Equal("Rejected 422: no", Describe(order.Outcome));
    }

    [Fact]
    public void An_order_left_open_by_a_killed_run_is_not_in_flight()
    {
        File.WriteAllBytes(Path, Seal(Head + Intent(1)));

        JournalRecord order = Assert.Single(Journal.ReadOrders(Path));

        Assert.False(order.IsOpen);
        Assert.True(order.MayBeBooked);
        Assert.Equal("Unknown: the run that sent it ended before the response arrived", Describe(order.Outcome));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero), order.StartedAt);
        Assert.Null(order.EndedAt);
    }

    [Fact]
    public async Task An_order_left_open_by_a_completed_run_is_not_in_flight()
    {
        using (Journal journal = Journal.Open(Path, Account))
            await CreateEntry(journal).WriteIntentAsync();

        Assert.False(Assert.Single(Journal.ReadOrders(Path)).IsOpen);
    }

    [Fact]
    public void A_partial_last_line_is_removed_by_a_run_and_kept_by_a_reader()
    {
        byte[] whole = Seal(Head + Intent(1));
        File.WriteAllBytes(Path, [.. whole, .. "{\"State\":\"Crea"u8]);

        ReadOnlyJournal.Open(Path).Dispose();
        Assert.Equal([.. whole, .. "{\"State\":\"Crea"u8], File.ReadAllBytes(Path));

        Journal.Open(Path, Account).Dispose();
        Assert.Equal(whole, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Reading_a_missing_journal_gives_nothing_and_creates_no_file()
    {
        using ReadOnlyJournal journal = ReadOnlyJournal.OpenForDryRun(Path, null);

        Assert.Equal("send", Describe(((IJournalCheck)journal).Check(Order42, retryUnknown: false).Settled));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_run_that_sends_nothing_leaves_an_empty_file()
    {
        Journal.Open(Path, Account).Dispose();

        Assert.Equal(0, new FileInfo(Path).Length);
    }

    [Fact]
    public void Only_the_owner_can_read_it()
    {
        if (OperatingSystem.IsWindows())
            return;

        using Journal journal = Journal.Open(Path, Account);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Theory]
    [InlineData("missing/run.jsonl")]
    [InlineData("folder")]
    public void A_file_that_cannot_be_opened_is_unusable(string path)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(_folder, "folder"));

        path = System.IO.Path.Combine(_folder, path);
        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open(path, Account));

        Assert.Equal(JournalFault.Unusable, refused.Fault);
        Assert.Equal($"The journal '{path}' can't be used: {refused.InnerException!.Message}", refused.Message);
        // A settled order must not be reported as in use by another run.
        Assert.Equal(JournalFault.Unusable, Assert.Throws<JournalException>(() => Journal.Open(path, Account)).Fault);
    }

    [Fact]
    public void A_folder_cannot_be_read_as_a_journal()
    {
        JournalException refused = Assert.Throws<JournalException>(() => Journal.ReadOrders(_folder).ToList());

        Assert.Equal(JournalFault.Unusable, refused.Fault);
        Assert.Equal($"The journal '{_folder}' can't be used: {refused.InnerException!.Message}", refused.Message);
    }

    /// <summary>On a device that is always full. Closing the file tries to write what the file still holds.</summary>
    [Fact]
    public async Task A_record_that_did_not_fit_on_a_full_disk_is_not_written_later()
    {
        if (!OperatingSystem.IsLinux())
            return;

        JournalFile file = new("/dev/full", new FileStream(Libc.OpenToAppend("/dev/full"), FileAccess.ReadWrite, 1));

        IOException failed = await Assert.ThrowsAnyAsync<IOException>(() => file.AppendAsync(() => [1, 2, 3]));
        Assert.EndsWith(" (write)", failed.Message, StringComparison.Ordinal);
        file.Dispose();
    }

    /// <summary>On a device that accepts everything and can't be flushed.</summary>
    [Fact]
    public async Task An_append_that_was_not_flushed_fails()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using JournalFile file = new("/dev/null", new FileStream(Libc.OpenToAppend("/dev/null"), FileAccess.ReadWrite, 1));

        IOException failed = await Assert.ThrowsAnyAsync<IOException>(() => file.AppendAsync(() => [1, 2, 3]));
        Assert.EndsWith(" (fsync)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_programs_can_read_a_journal_and_one_can_run_with_it_meanwhile()
    {
        File.WriteAllBytes(Path, Seal(Head + Intent(1)));
        using ReadOnlyJournal first = ReadOnlyJournal.Open(Path);
        using ReadOnlyJournal second = ReadOnlyJournal.Open(Path);

        Assert.Single(first.Orders);
        Assert.Single(second.Orders);
    }

    /// <summary>File.ReadAllLines denies other writers, so on Windows it can't read a journal during a run.</summary>
    private string[] ReadLines()
    {
        using StreamReader reader = new(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }

    private static IJournalEntry CreateEntry(IJournal journal) => journal.CreateEntry(Order42, 1);
}
