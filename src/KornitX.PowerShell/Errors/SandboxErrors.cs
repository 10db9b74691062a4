using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Errors;

/// <summary>Errors of the sandbox.</summary>
internal static class SandboxErrors
{
    public static ErrorRecord SandboxNotStarted(System.Exception cause, string? path) => ErrorRecords.Make(
        "SandboxNotStarted",
        ErrorCategory.OpenError,
        path,
        $"The sandbox was not started: {cause.Message}",
        "Check the path and the orders. If the port is in use, omit -Port to use any free port.");

    /// <summary>Rows were piped in without the one operation to rehearse.</summary>
    public static ErrorRecord OneOperation() => ErrorRecords.Make(
        "SandboxNotStarted",
        ErrorCategory.InvalidArgument,
        null,
        $"The sandbox was not started: rows can be rehearsed for one operation only. Specify -Operation {string.Join(" or -Operation ", Operation.All)}.",
        "An order that can be cancelled can't be returned, so the operation determines the state of the orders.");

    /// <summary>The input has no row to build an order from.</summary>
    public static ErrorRecord NoRows() => ErrorRecords.Make(
        "SandboxNotStarted",
        ErrorCategory.InvalidData,
        null,
        "The sandbox was not started: the input has no valid row. Check the input, or omit it to start with the ten built-in orders.",
        "Earlier errors say what is wrong with each row. A file with only a header has no rows.");
}
