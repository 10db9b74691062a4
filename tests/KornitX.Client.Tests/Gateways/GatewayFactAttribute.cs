using System.Runtime.CompilerServices;

namespace KornitX.Client.Tests.Gateways;

/// <summary>A test that runs where the gateway's program is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class GatewayFactAttribute : FactAttribute
{
    public GatewayFactAttribute(string program, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Program = program;
        if (Find(program) is null)
            Skip = $"{program} is not installed. The answers that it gives are tested literally in GatewayAnswerTests.";
    }

    public string Program { get; }

    /// <summary>The program's path; null where it is not installed, or this is not Linux.</summary>
    public static string? Find(string program) => OperatingSystem.IsLinux()
        ? $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
        : null;
}
