using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// What others do to a journal while a run has it. A run that did not notice would send orders that the next run knows
/// nothing of.
/// </summary>
public sealed class ExternalChangeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kornitx-journal-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "run.jsonl");

    private string Other => System.IO.Path.Combine(_folder, "other.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [UnixTheory]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("replaced by a copy")]
    [InlineData("its folder renamed")]
    public async Task Nothing_is_written_to_a_journal_that_was_moved_or_replaced(string change)
    {
        string folder = System.IO.Path.Combine(_folder, "runs");
        Directory.CreateDirectory(folder);
        string path = System.IO.Path.Combine(folder, "run.jsonl");
        using Journal journal = Journal.Open(path, Account);
        await CreateEntry(journal, 1).WriteIntentAsync();

        switch (change)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "renamed":
                File.Move(path, Other);
                break;
            case "replaced by a copy":
                File.Copy(path, Other);
                File.Delete(path);
                File.Move(Other, path);
                break;
            default:
                Directory.Move(folder, Other);
                break;
        }

        string[] left = Directory.GetFiles(_folder, "*.jsonl", SearchOption.AllDirectories);
        string[] before = left.Select(File.ReadAllText).ToArray();
        JournalException refused = await Assert.ThrowsAsync<JournalException>(() => CreateEntry(journal, 2).WriteIntentAsync());

        Assert.Equal("the journal could not be written: it was deleted, moved, or replaced during the run", refused.Message);
        Assert.Equal(refused.Message, journal.Failure);
        Assert.Equal(before, left.Select(File.ReadAllText));
    }

    [UnixTheory]
    [InlineData("run.jsonl")]
    [InlineData("other.jsonl")]
    public async Task Nothing_is_written_after_another_process_wrote_to_the_journal_and_nothing_is_lost(string name)
    {
        using Journal journal = Journal.Open(Path, Account);
        await CreateEntry(journal, 1).WriteIntentAsync();
        await LinkAsync(Path, Other);
        string before = ReadAll(Path);

        using (FileStream foreign = new(System.IO.Path.Combine(_folder, name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            foreign.Write("a line of somebody else's\n"u8.ToArray());

        JournalException refused = await Assert.ThrowsAsync<JournalException>(() => CreateEntry(journal, 2).WriteIntentAsync());
        Assert.Equal("the journal could not be written: another program wrote to it during the run", refused.Message);
        Assert.Equal(before + "a line of somebody else's\n", ReadAll(Path));
    }

    /// <summary>After the check before the write.</summary>
    [UnixFact]
    public async Task A_write_fails_if_another_process_wrote_to_the_journal_at_the_same_time()
    {
        using JournalFile file = JournalFile.Open(Path);

        IOException refused = await Assert.ThrowsAnyAsync<IOException>(() => file.AppendAsync(() =>
        {
            using FileStream foreign = new(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            foreign.Write("theirs\n"u8.ToArray());
            return "ours\n"u8.ToArray();
        }));

        Assert.Equal("another program wrote to it during the run", refused.Message);
        Assert.Equal("theirs\nours\n", ReadAll(Path));
    }

    [UnixFact]
    public async Task Nothing_is_written_to_a_journal_that_was_truncated()
    {
        using Journal journal = Journal.Open(Path, Account);
        await CreateEntry(journal, 1).WriteIntentAsync();

        using (FileStream foreign = new(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            foreign.SetLength(3);

        await Assert.ThrowsAsync<JournalException>(() => CreateEntry(journal, 2).WriteIntentAsync());
        Assert.Equal(3, new FileInfo(Path).Length);
    }

    /// <summary>The lock is one of the file, whatever its name.</summary>
    [UnixFact]
    public async Task A_journal_in_use_is_locked_through_a_hard_link()
    {
        using Journal first = Journal.Open(Path, Account);
        await LinkAsync(Path, Other);

        Assert.Equal(JournalFault.Locked, Assert.Throws<JournalException>(() => Journal.Open(Other, Account)).Fault);
        Assert.Throws<JournalException>(() => SettlingJournal.Open(Other));
    }

    /// <summary>
    /// Two that bypassed the lock pass the check before the write. Then neither may send what the other one doesn't know.
    /// </summary>
    [UnixFact]
    public async Task When_two_programs_append_at_the_same_time_at_most_one_continues()
    {
        for (int round = 0; round < 20; round++)
        {
            string path = System.IO.Path.Combine(_folder, $"{round}.jsonl");
            File.WriteAllText(path, "");
            using JournalFile first = new(path, new FileStream(Libc.OpenToAppend(path), FileAccess.ReadWrite, 1));
            using JournalFile second = new(path, new FileStream(Libc.OpenToAppend(path), FileAccess.ReadWrite, 1));

            bool[] written = await Task.WhenAll(Appends(first, "first\n"), Appends(second, "second\n"));

            Assert.True(written.Count(done => done) <= 1);
        }

        static async Task<bool> Appends(JournalFile file, string line)
        {
            try
            {
                await file.AppendAsync(() => System.Text.Encoding.UTF8.GetBytes(line));
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    /// <summary>No other process can write between two checks, because the system denies it.</summary>
    [Fact]
    public async Task On_Windows_the_system_denies_other_writers()
    {
        if (!OperatingSystem.IsWindows())
            return;

        using Journal journal = Journal.Open(Path, Account);
        await CreateEntry(journal, 1).WriteIntentAsync();

        Assert.Throws<IOException>(() => File.Delete(Path));
        Assert.Throws<IOException>(() => File.Move(Path, Other));
        Assert.Throws<IOException>(() => File.AppendAllText(Path, "x"));
        await CreateEntry(journal, 2).WriteIntentAsync();
    }

    private static IJournalEntry CreateEntry(IJournal journal, long order)
    {
        BookingRequest request = Cancel(order, new RequestItem(7, null, 1));
        return journal.CreateEntry(request, 1);
    }

    private static Task LinkAsync(string path, string link) => Programs.RunAsync("ln", path, link);

    private static string ReadAll(string path)
    {
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
