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
        "Fix the file with the orders. If the port is in use, leave -Port out and a free one is chosen.");

    /// <summary>Rows were piped in, and it is not clear what they are for.</summary>
    public static ErrorRecord OneOperation() => ErrorRecords.Make(
        "SandboxNotStarted",
        ErrorCategory.InvalidArgument,
        null,
        "The sandbox was not started: the rows that are piped in are for one operation. Specify -Operation Cancellation or -Operation Return.",
        "An order that can be cancelled can't be returned, so the sandbox must know which of the two to build the orders for.");

    /// <summary>The input has no row to build an order from.</summary>
    public static ErrorRecord NoRows() => ErrorRecords.Make(
        "SandboxNotStarted",
        ErrorCategory.InvalidData,
        null,
        "The sandbox was not started: the input has no row that can be booked. Check the input, or leave it out to start with ten built-in orders.",
        "The errors before this one say what is wrong with each row. A file that has only a header has no rows.");
}
