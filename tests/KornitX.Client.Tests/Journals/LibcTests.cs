using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KornitX.Client.Tests.Journals;

/// <summary>What the system reports of a flush or a write is an error here.</summary>
public sealed class LibcTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kornitx-journal-").FullName;

    private string FilePath => Path.Combine(_folder, "file");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A device that can't be flushed: .NET's own flush passes over its error.</summary>
    [UnixFact]
    public void A_failed_flush_throws()
    {
        using SafeFileHandle device = Libc.OpenToRead("/dev/null");

        UnixException failed = Assert.Throws<UnixException>(() => Libc.Flush(device));
        Assert.Equal(22, failed.Number);
        Assert.EndsWith(" (fsync)", failed.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public void A_folder_can_be_flushed()
    {
        Libc.FlushFolder(_folder, isRequired: true);
        AssertFails("open", () => Libc.FlushFolder(FilePath, isRequired: false));
    }

    /// <summary>/proc offers no flush.</summary>
    [UnixFact]
    public void A_file_system_that_cannot_flush_folders_is_accepted()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            Libc.FlushFolder("/proc", isRequired: true);
    }

    [UnixFact]
    public async Task Bytes_are_appended_at_the_current_end_of_the_file()
    {
        File.WriteAllText(FilePath, "1");
        using SafeFileHandle file = Libc.OpenToAppend(FilePath);
        await Programs.RunAsync("sh", "-c", $"echo 2 >> '{FilePath}'");
        int written = 0;

        Libc.WriteAll(file, [(byte)'3'], count => written += count);

        Assert.Equal(1, written);
        Assert.Equal("12\n3", File.ReadAllText(FilePath));
    }

    [UnixFact]
    public void A_lock_belongs_to_one_open_file_and_is_seen_by_all_others()
    {
        File.WriteAllText(FilePath, "");
        using SafeFileHandle reader = Libc.OpenToRead(FilePath);
        using SafeFileHandle second = Libc.OpenToAppend(FilePath);
        Assert.False(Libc.IsLocked(reader));
        using (SafeFileHandle first = Libc.OpenToAppend(FilePath))
        {
            Assert.True(Libc.TryLock(first));
            Assert.False(Libc.TryLock(second));
            Assert.True(Libc.IsLocked(reader));

            // Closing another handle of the same process releases nothing.
            Libc.OpenToAppend(FilePath).Dispose();
            Assert.False(Libc.TryLock(second));
        }

        Assert.False(Libc.IsLocked(reader));
        Assert.True(Libc.TryLock(second));
    }

    /// <summary>What can't be opened for writing can't be locked, and that is an error and not a lock of somebody else's.</summary>
    [UnixFact]
    public void A_file_that_cannot_be_locked_is_an_error()
    {
        File.WriteAllText(FilePath, "");
        using SafeFileHandle reader = Libc.OpenToRead(FilePath);

        AssertFails("fcntl", () => Libc.TryLock(reader));
    }

    [UnixFact]
    public void A_status_identifies_the_file()
    {
        File.WriteAllText(FilePath, "");
        File.CreateSymbolicLink(FilePath + "-link", FilePath);
        File.Copy(FilePath, FilePath + "-copy");
        using SafeFileHandle file = Libc.OpenToRead(FilePath);
        FileStatus status = Libc.GetStatus(file);

        Assert.True(status.IsRegular);
        Assert.Equal(status, Libc.FindStatus(FilePath));
        Assert.Equal(status, Libc.FindStatus(FilePath + "-link"));
        Assert.NotEqual(status, Libc.FindStatus(FilePath + "-copy"));
        Assert.False(Libc.FindStatus(_folder)!.Value.IsRegular);
        Assert.Null(Libc.FindStatus(FilePath + "-missing"));
        AssertFails(RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "stat" : "statx", () => Libc.FindStatus(FilePath + "/file"));
    }

    /// <summary>The roots of these file systems usually have the same number.</summary>
    [UnixFact]
    public void Files_with_the_same_number_in_two_file_systems_are_different()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return;

        FileStatus proc = Libc.FindStatus("/proc")!.Value;
        FileStatus sys = Libc.FindStatus("/sys")!.Value;
        Assert.NotEqual(sys, proc);
        Assert.Equal(proc, Libc.FindStatus("/proc"));
    }

    [UnixFact]
    public void A_real_path_contains_no_links()
    {
        File.WriteAllText(FilePath, "");
        string real = Libc.FindRealPath(FilePath)!;
        File.CreateSymbolicLink(FilePath + "-ü", FilePath);

        Assert.Equal(real, Libc.FindRealPath(FilePath + "-ü"));
        Assert.Null(Libc.FindRealPath(FilePath + "-missing"));
        AssertFails("realpath", () => Libc.FindRealPath(FilePath + "/x"));
    }

    /// <summary>A program that inherited the file would hold its lock after the run.</summary>
    [UnixFact]
    public async Task Programs_that_are_started_meanwhile_do_not_inherit_the_file()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return;

        File.WriteAllText(FilePath, "");
        using SafeFileHandle file = Libc.OpenToAppend(FilePath);

        await Programs.RunAsync("sh", "-c", $"! ls -l /proc/self/fd | grep -F '{_folder}'");
    }
    private static void AssertFails(string function, Action call) =>
        Assert.EndsWith($" ({function})", Assert.Throws<UnixException>(call).Message, StringComparison.Ordinal);
}
