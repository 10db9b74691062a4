using System;
using System.Collections.Generic;
using System.IO;
using KornitX.Demo.Shell;
using Xunit;

namespace KornitX.PowerShell.Tests;

public class PowerShellFinderTests
{
    [Fact]
    public void A_named_PowerShell_that_is_not_there_is_said_and_no_other_is_taken()
    {
        Finding<PowerShellHost> found = Find(new()
        {
            ["KORNITX_PWSH"] = "/nowhere/pwsh",
            ["PATH"] = Environment.GetEnvironmentVariable("PATH"),
        });

        Assert.Null(found.Found);
        Assert.Equal("KORNITX_PWSH names /nowhere/pwsh, where there is no file", found.Reason);
    }

    [Fact]
    public void A_named_program_that_is_no_PowerShell_is_said()
    {
        string notAProgram = typeof(PowerShellFinderTests).Assembly.Location;

        Finding<PowerShellHost> found = Find(new() { ["KORNITX_PWSH"] = notAProgram });

        Assert.Null(found.Found);
        Assert.StartsWith($"KORNITX_PWSH names one that won't do: {notAProgram} does not start: ", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void With_none_on_PATH_and_no_leave_to_restore_one_there_is_none()
    {
        Finding<PowerShellHost> found = Find(new() { ["PATH"] = "/nowhere", ["KORNITX_NO_RESTORE"] = "1" });

        Assert.Null(found.Found);
        Assert.Equal("there is no pwsh on PATH, and KORNITX_NO_RESTORE forbids restoring one", found.Reason);
    }

    [Theory]
    [InlineData("7.4.6\n", "7.4.6")]
    [InlineData("7.6.0-preview.4\r\n", "7.6.0")]
    [InlineData("5.1.26100.1591\r\n", "5.1.26100.1591")]
    [InlineData("a word of the profile\n7.5.2\n", "7.5.2")]
    public void The_version_is_read_from_what_PowerShell_prints(string printed, string version) =>
        Assert.Equal(Version.Parse(version), PowerShellHost.ReadVersion(printed));

    [Theory]
    [InlineData("")]
    [InlineData("command not found: 7")]
    public void What_is_no_version_is_none(string printed) => Assert.Null(PowerShellHost.ReadVersion(printed));

    [Theory]
    [InlineData(8, "7.4.*")]
    [InlineData(9, "7.5.*")]
    [InlineData(10, "7.6.*")]
    public void The_restored_PowerShell_is_the_one_made_for_the_runtime(int runtime, string version) =>
        Assert.Equal(version, PowerShellTool.VersionFor(runtime));

    private static Finding<PowerShellHost> Find(Dictionary<string, string?> environment) =>
        new PowerShellFinder(environment.GetValueOrDefault, Path.Combine(Path.GetTempPath(), "no-such-tool")).Find();
}
