#if !NETFRAMEWORK
using System.Globalization;
#endif
#if !NETFRAMEWORK
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
#endif
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>One run at a time has a journal, and nothing of its lock is left afterward.</summary>
public sealed class JournalLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kornitx-journal-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "run.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_journal_is_locked_during_a_run_and_released_afterward()
    {
        Journal first = Journal.Open(Path, Account);

        JournalException refused = Assert.Throws<JournalException>(() => Journal.Open(Path, Account));
        Assert.Equal(JournalFault.Locked, refused.Fault);
        Assert.Equal($"The journal '{Path}' is in use by another run.", refused.Message);

        first.Dispose();
        Journal.Open(Path, Account).Dispose();
    }

    [Fact]
    public void No_file_handle_stays_open_after_a_run()
    {
        using (Journal.Open(Path, Account))
            Assert.Throws<JournalException>(() => Journal.Open(Path, Account));

        // An exclusive lock is denied while any other lock is held.
        new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        Assert.Equal(["run.jsonl"], Directory.GetFiles(_folder).Select(System.IO.Path.GetFileName));
#if !NETFRAMEWORK
        if (OperatingSystem.IsLinux())
            Assert.DoesNotContain(
                Directory.GetFiles("/proc/self/fd"),
                handle => new FileInfo(handle).LinkTarget?.StartsWith(_folder, StringComparison.Ordinal) == true);
#endif
    }

#if !NETFRAMEWORK
    /// <summary>As it has, for a moment, when another thread starts a process during the run.</summary>
    [Fact]
    public void The_lock_is_released_even_if_a_process_that_is_being_started_has_a_copy_of_the_handle()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the handles are found in /proc");
        int copy;
        using (Journal.Open(Path, Account))
        {
            string handle = Assert.Single(Directory.GetFiles("/proc/self/fd"), handle => new FileInfo(handle).LinkTarget == Path);
            copy = Duplicate(int.Parse(System.IO.Path.GetFileName(handle), CultureInfo.InvariantCulture));
        }

        using SafeFileHandle closing = new(copy, ownsHandle: true);
        Assert.False(closing.IsInvalid);
        Journal.Open(Path, Account).Dispose();
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int handle);
#endif

    [Fact]
    public void A_journal_in_use_is_locked_through_any_link()
    {
        if (OperatingSystem.IsWindows())
            return;

        string link = System.IO.Path.Combine(_folder, "link.jsonl");
        File.CreateSymbolicLink(link, "run.jsonl");
        using Journal first = Journal.Open(Path, Account);

        Assert.Equal(JournalFault.Locked, Assert.Throws<JournalException>(() => Journal.Open(link, Account)).Fault);

        string linkToLink = System.IO.Path.Combine(_folder, "second.jsonl");
        File.CreateSymbolicLink(linkToLink, "link.jsonl");
        Assert.Equal(JournalFault.Locked, Assert.Throws<JournalException>(() => Journal.Open(linkToLink, Account)).Fault);
    }

    [Fact]
    public void A_journal_in_use_can_be_read_by_other_programs()
    {
        using Journal first = Journal.Open(Path, Account);

        using StreamReader reader = new(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        Assert.Equal("", reader.ReadToEnd());
        Assert.Empty(Journal.ReadOrders(Path));
    }

    /// <summary>It is not used, whatever it is.</summary>
    [UnixFact]
    public void A_file_named_like_the_lock_of_an_earlier_version_is_ignored()
    {
        File.CreateSymbolicLink(Path + ".lock", System.IO.Path.Combine(_folder, "none"));

        Journal.Open(Path, Account).Dispose();
        Assert.Empty(Journal.ReadOrders(Path));
    }

#if !NETFRAMEWORK
    /// <summary>The system denies writing to a program that runs.</summary>
    [Fact]
    public async Task A_run_that_cannot_open_the_journal_releases_its_lock()
    {
        // Where sleep is a link, its program goes by the name it is started with.
        if (!OperatingSystem.IsLinux() || new FileInfo("/bin/sleep").LinkTarget is not null)
            return;

        await Programs.RunAsync("cp", "/bin/sleep", Path);
        using (System.Diagnostics.Process program = System.Diagnostics.Process.Start(Path, "1000"))
        {
            Assert.EndsWith(
                "(open).", Assert.Throws<JournalException>(() => Journal.Open(Path, Account)).Message, StringComparison.Ordinal);
            Assert.Equal([Path], Directory.GetFiles(_folder));
            program.Kill();
            program.WaitForExit();
        }

        File.Delete(Path);
        Journal.Open(Path, Account).Dispose();
    }
#endif
}
