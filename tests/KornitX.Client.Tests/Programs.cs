using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace KornitX.Client.Tests;

/// <summary>Runs programs of the system.</summary>
internal static class Programs
{
    /// <summary>Runs a program and asserts exit code 0.</summary>
    public static Task RunAsync(string program, params string[] arguments) => Task.Run(() =>
    {
        using Process process =
            Process.Start(new ProcessStartInfo(program, "\"" + string.Join("\" \"", arguments) + "\"") { UseShellExecute = false })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    });
}

/// <summary>A test that runs only on Unix.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (OperatingSystem.IsWindows())
            Skip = UnixTheoryAttribute.Reason;
    }
}

/// <summary>Tests that run only on Unix.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public const string Reason = "Windows doesn't let anybody do this to a file in use, or has no such files.";

    public UnixTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (OperatingSystem.IsWindows())
            Skip = Reason;
    }
}
