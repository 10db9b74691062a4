using System;
using System.Diagnostics;
using KornitX.Demo.Shell;
using Xunit;

namespace KornitX.PowerShell.Tests;

public class ChildProcessTests
{
    [Fact]
    public void What_a_program_prints_and_its_exit_code_come_back()
    {
        ChildResult result = ChildProcess.Run(new ProcessStartInfo("dotnet", ["--version"]), TimeSpan.FromMinutes(1));

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", result.Output);
    }

    [Fact]
    public void A_program_that_is_not_there_is_an_answer_and_no_exception() =>
        Assert.Null(ChildProcess.Run(new ProcessStartInfo("no-such-program"), TimeSpan.FromMinutes(1)).ExitCode);

    [Fact]
    public void A_program_that_takes_too_long_is_stopped()
    {
        (string program, string[] arguments) = OperatingSystem.IsWindows()
            ? ("ping", new[] { "-n", "60", "127.0.0.1" })
            : ("sleep", ["60"]);
        Stopwatch watch = Stopwatch.StartNew();

        ChildResult result = ChildProcess.Run(new ProcessStartInfo(program, arguments), TimeSpan.FromMilliseconds(200));

        Assert.Null(result.ExitCode);
        Assert.EndsWith("it was stopped after 0 s", result.Complaint, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
    }
}
