using System.Diagnostics;
using KornitX.Demo;

namespace KornitX.PowerShell.Tests;

public class ChildProcessTests
{
    [Fact]
    public void The_output_and_the_exit_code_of_a_program_are_returned()
    {
        ChildResult result = ChildProcess.Run(new ProcessStartInfo("dotnet", ["--version"]), TimeSpan.FromMinutes(1));

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", result.Output);
    }

    [Fact]
    public void A_missing_program_is_a_result_without_an_exit_code() =>
        Assert.Null(ChildProcess.Run(new ProcessStartInfo("no-such-program"), TimeSpan.FromMinutes(1)).ExitCode);

    [Fact]
    public void A_program_is_stopped_after_the_timeout()
    {
        (string program, string[] arguments) = OperatingSystem.IsWindows()
            ? ("ping", new[] { "-n", "60", "127.0.0.1" })
            : ("sleep", ["60"]);
        ChildResult result = ChildProcess.Run(new ProcessStartInfo(program, arguments), TimeSpan.FromMilliseconds(200));

        Assert.Null(result.ExitCode);
        Assert.EndsWith("it was stopped after 0 s", result.Reason, StringComparison.Ordinal);
    }
}
