#if !NETFRAMEWORK
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>Another user than the one whose run was killed. Only root can be both.</summary>
public sealed class SecondUserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kornitx-journal-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "run.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The first user's process holds the lock of a file that the second may only read and write, and is killed.</summary>
    [Fact]
    public async Task A_journal_of_a_killed_run_can_be_read_settled_and_resumed_by_another_user()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"),
            "needs root, to be another user");
        File.WriteAllBytes(Path, Seal(Head + Intent(1)));
        await Programs.RunAsync("chmod", "666", Path);
        await Programs.RunAsync("chmod", "755", _folder);
        await Programs.RunAsync("chown", "12345", Path);
        string program = $"import fcntl, os, struct, time; f = os.open('{Path}', os.O_RDWR); "
            + "fcntl.fcntl(f, 37, struct.pack('hhqqi4x', 1, 0, 0, 0, 0)); print('locked', flush=True); time.sleep(600)";
        using System.Diagnostics.Process first = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("setpriv", ["--reuid=12345", "--clear-groups", "/usr/bin/python3", "-c", program])
            {
                RedirectStandardOutput = true,
            })!;
        string? said = await first.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(said == "locked", "needs Python");

        Assert.True(Assert.Single(Journal.ReadOrders(Path)).IsOpen);
        Assert.Equal(JournalFault.Locked, Assert.Throws<JournalException>(() => SettlingJournal.Open(Path)).Fault);
        first.Kill();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(OrderState.Unknown, Assert.Single(Journal.ReadOrders(Path)).State);
        using (SettlingJournal settling = SettlingJournal.Open(Path))
            Assert.Equal(SettlementResult.Settled, await settling.SettleAsync(1, new Settlement(false, null, "second", null)));
        using Journal resumed = Journal.Open(Path, Account);
        Assert.Equal("send", Describe(((IJournal)resumed).Check(Order42, retryUnknown: false).Settled));
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }
}
#endif
