#if !NETFRAMEWORK
using System.Net.Sockets;
#endif
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>Only a regular file can be a journal. Anything else is rejected before it is opened, and no lock file is created.</summary>
public sealed class JournalPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kornitx-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_folder_is_named_in_the_error()
    {
        string path = Path.Combine(_folder, "missing", "run.jsonl");

        AssertRefused(path, $"The folder '{Path.Combine(_folder, "missing")}' does not exist.");
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_is_rejected()
    {
        AssertRefused(_folder, "It is a folder, not a file.");
        Assert.False(File.Exists(_folder + ".lock"));
    }

    [UnixTheory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    [InlineData("/dev/tty")]
    public void A_device_is_rejected(string path)
    {
        AssertRefused(path, "It is not a regular file.");
        Assert.False(File.Exists(path + ".lock"));
    }

    /// <summary>Opening a pipe blocks until its other end is opened.</summary>
    [UnixFact]
    public async Task A_pipe_is_rejected_without_blocking()
    {
        string path = Path.Combine(_folder, "pipe");
        await Programs.RunAsync("mkfifo", path);

        AssertRefused(path, "It is not a regular file.");
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [UnixFact]
    public void A_link_to_a_device_is_rejected()
    {
        string path = Path.Combine(_folder, "run.jsonl");
        File.CreateSymbolicLink(path, "/dev/null");

        AssertRefused(path, "It is not a regular file.");
    }

#if !NETFRAMEWORK
    [UnixFact]
    public void A_socket_is_rejected()
    {
        string path = Path.Combine(_folder, "socket");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));

        AssertRefused(path, "It is not a regular file.");
    }
#endif

    [Theory]
    [InlineData("NUL")]
    [InlineData("COM1")]
    [InlineData(@"\\.\pipe\run")]
    public void A_Windows_device_name_is_rejected(string path)
    {
        if (OperatingSystem.IsWindows())
            AssertRefused(path, "It is a device, not a file.");
    }

    [Theory]
    [InlineData("run.jsonl.")]
    [InlineData("RUN.jsonl")]
    [InlineData("run.jsonl ")]
    [InlineData("./x/../run.jsonl")]
    public void On_Windows_a_file_has_one_lock_under_all_its_names(string name)
    {
        if (!OperatingSystem.IsWindows())
            return;

        using Journal journal = Journal.Open(Path.Combine(_folder, "run.jsonl"), Account);

        Assert.Equal(JournalFault.Locked, Assert.Throws<JournalException>(() => Journal.Open(_folder + "/" + name, Account)).Fault);
    }

    [UnixTheory]
    [InlineData("./run.jsonl")]
    [InlineData("x/../run.jsonl")]
    [InlineData("link/run.jsonl")]
    [InlineData("link/link.jsonl")]
    public void A_file_has_one_lock_through_all_links(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "x"));
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), _folder);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.jsonl"), "run.jsonl");

        // By a link to a file that does not exist yet, too.
        using (Journal byLink = Journal.Open(Path.Combine(_folder, name), Account))
            Assert.Equal(
                JournalFault.Locked,
                Assert.Throws<JournalException>(() => Journal.Open(Path.Combine(_folder, "run.jsonl"), Account)).Fault);
        using (Journal journal = Journal.Open(Path.Combine(_folder, "run.jsonl"), Account))
            Assert.Equal(
                JournalFault.Locked, Assert.Throws<JournalException>(() => Journal.Open(Path.Combine(_folder, name), Account)).Fault);
        Assert.Equal(
            ["link.jsonl", "run.jsonl"],
            Directory.GetFiles(_folder).Select(Path.GetFileName).OrderBy(file => file, StringComparer.Ordinal));
    }

    /// <summary>On Windows a reader can deny writers.</summary>
    [Fact]
    public async Task A_run_waits_for_a_reader_that_holds_the_journal_briefly()
    {
        string path = Path.Combine(_folder, "run.jsonl");
        File.WriteAllText(path, "");
        FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);

        Task<Journal> opening = Task.Run(() => Journal.Open(path, Account));
        reader.Dispose();

        (await opening).Dispose();
    }

    private static void AssertRefused(string path, string why)
    {
        Refused(() => Journal.Open(path, Account).Dispose());
        Refused(() => ReadOnlyJournal.OpenForDryRun(path, null).Dispose());
        Refused(() => _ = Journal.ReadOrders(path).ToList());

        void Refused(Action open)
        {
            JournalException refused = Assert.Throws<JournalException>(open);
            Assert.Equal(JournalFault.Unusable, refused.Fault);
            Assert.Equal($"The journal '{path}' can't be used: {why}", refused.Message);
        }
    }
}
