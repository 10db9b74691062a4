using System.Management.Automation;

namespace KornitX.Errors;

/// <summary>The errors of the sandbox.</summary>
internal static class SandboxErrors
{
    public static ErrorRecord SandboxNotStarted(System.Exception cause, string? path) => ErrorRecords.Make(
        "SandboxNotStarted",
        ErrorCategory.OpenError,
        path,
        $"The sandbox could not be started: {cause.Message}",
        "Mend the orders' file, or leave -Port out to have a free one chosen.");
}
