using KornitX.Demo;

namespace KornitX.PowerShell.Tests;

public class PowerShellHostTests
{
    [Fact]
    public void A_named_PowerShell_that_does_not_exist_is_reported_and_no_other_is_used()
    {
        Finding<PowerShellHost> found = PowerShellHost.Find("/nowhere/pwsh");

        Assert.Null(found.Found);
        Assert.StartsWith(
            "The program in KORNITX_PWSH can't be used: /nowhere/pwsh does not start: ", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_that_is_not_a_program_is_reported()
    {
        string notAProgram = typeof(PowerShellHostTests).Assembly.Location;

        Finding<PowerShellHost> found = PowerShellHost.Find(notAProgram);

        Assert.Null(found.Found);
        Assert.StartsWith(
            $"The program in KORNITX_PWSH can't be used: {notAProgram} does not start: ", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_feed_the_reason_is_the_NuGet_error()
    {
        DirectoryInfo empty = Directory.CreateTempSubdirectory("kornitx-feed-");
        try
        {
            Finding<RestoredPackages> found = RestoredPackages.Restore(
                $"-property:RestoreSources={empty.FullName}",
                $"-property:RestorePackagesPath={Path.Combine(empty.FullName, "packages")}",
                $"-property:MSBuildProjectExtensionsPath={Path.Combine(empty.FullName, "obj")}/");

            Assert.Null(found.Found);
            Assert.Matches("^PowerShell and Pester could not be restored from NuGet: .*NU110[1-3].*(PowerShell|Pester)", found.Reason);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_restored_PowerShell_is_the_process_that_is_started()
    {
        Finding<PowerShellHost> host = PowerShellHost.Find(named: null);
        Assert.SkipWhen(host.Found is null, host.Reason ?? "");

        Assert.Equal(new Version(7, 6, 9), host.Found!.Version);
        Assert.Equal([PowerShellHost.Dotnet, RestoredPackages.Default.Found!.PowerShell], host.Found.Command);
    }

    [Fact]
    public void A_launcher_is_resolved_to_the_PowerShell_process()
    {
        Finding<PowerShellHost> host = PowerShellHost.Find(named: null);
        Assert.SkipWhen(host.Found is null, host.Reason ?? "");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the launcher is a shell script");
        string launcher = Path.GetTempFileName();
        try
        {
            File.WriteAllText(launcher, $"#!/bin/sh\n'{host.Found!.Command[0]}' '{host.Found.Command[1]}' \"$@\"\nexit $?\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(launcher, UnixFileMode.UserRead | UnixFileMode.UserExecute);

            Assert.Equal(host.Found.Command, PowerShellHost.Find(launcher).Found!.Command);
        }
        finally
        {
            File.Delete(launcher);
        }
    }

    [Theory]
    [InlineData(
        """{"Version":"7.6.0","Program":"/usr/bin/dotnet","Arguments":["/ps/pwsh.dll"],"Id":42}""",
        "7.6.0",
        "/usr/bin/dotnet /ps/pwsh.dll")]
    [InlineData(
        """{"Id":42,"Version":"7.4.6","Program":"/opt/microsoft/powershell/7/pwsh","Arguments":[]}""",
        "7.4.6",
        "/opt/microsoft/powershell/7/pwsh")]
    [InlineData(
        "a warning\n{\"Id\":42,\"Version\":\"7.5.2\",\"Program\":\"/usr/bin/pwsh\",\"Arguments\":[]}\r\n", "7.5.2", "/usr/bin/pwsh")]
    public void PowerShell_reports_its_version_and_command_line(string printed, string version, string command)
    {
        PowerShellIdentity identity = PowerShellIdentity.Parse(printed)!;

        Assert.Equal((42, Version.Parse(version)), (identity.Id, identity.Version));
        Assert.Equal(command, string.Join(' ', [identity.Program, .. identity.Arguments]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("command not found: 7")]
    public void Output_of_another_program_is_rejected(string printed) => Assert.Null(PowerShellIdentity.Parse(printed));
}
