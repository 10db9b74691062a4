namespace KornitX.Commands;

/// <summary>Errors of the sandbox.</summary>
internal static class SandboxErrors
{
    public static ErrorRecord SandboxNotStarted(Exception cause) => ErrorRecords.Make(
        "SandboxNotStarted", ErrorCategory.OpenError, null,
        $"The sandbox was not started: {cause.Message}",
        "Check the orders. If the port is in use, omit -Port to use any free port.");

    /// <summary>Rows were piped in without the one operation to rehearse.</summary>
    public static ErrorRecord OneOperation() => ErrorRecords.Make(
        "SandboxNotStarted", ErrorCategory.InvalidArgument, null,
        "The sandbox was not started: rows can be rehearsed for one operation only. "
        + $"Specify -Operation {string.Join(" or -Operation ", Operation.All)}.",
        "An order that can be cancelled can't be returned, so the operation determines the state of the orders.");

    /// <summary>The input has no row to build an order from.</summary>
    public static ErrorRecord NoRows() => ErrorRecords.Make(
        "SandboxNotStarted", ErrorCategory.InvalidData, null,
        "The sandbox was not started: the input has no valid row. Check the input, or omit it to start with the ten built-in orders.",
        "Earlier errors say what is wrong with each row. A file with only a header has no rows.");

    /// <summary>The warning that the session is not connected to the sandbox that was started.</summary>
    public static string ConnectedElsewhere(Connection connection) =>
        $"This session is still connected as client '{connection.ClientId}' {connection.Destination}, and orders are sent there. "
        + "To connect to the new sandbox, run: Get-KornitXSandbox | Select-Object -Last 1 | Connect-KornitX";
}
