namespace KornitX.Commands;

/// <summary>
/// Creates the error records. A message has three parts: which order or row, what happened, and what to do now. The recommended
/// action, which Get-Error shows, adds detail to the last.
/// </summary>
internal static class ErrorRecords
{
    public static ErrorRecord Make(string id, ErrorCategory category, object? target, string message, string action) =>
        Make(new KornitXException(id, message), category, target, action);

    public static ErrorRecord Make(KornitXException exception, ErrorCategory category, object? target, string action)
    {
        exception.RecommendedAction = action;
        return new ErrorRecord(exception, exception.ErrorId, category, target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = action },
        };
    }

    /// <summary>
    /// Creates the error of one order among many. PowerShell shows a recommended action with each error, so only the exception has it; the
    /// warning at the end of the run gives the advice once.
    /// </summary>
    public static ErrorRecord MakeForOrder(string id, ErrorCategory category, object target, string message, string action) =>
        new(new KornitXException(id, message) { RecommendedAction = action }, id, category, target)
        {
            ErrorDetails = new ErrorDetails(message),
        };

    public static string Sentence(BookingRequest request)
    {
        string order = request.ToString();
        return char.ToUpperInvariant(order[0]) + order.Substring(1);
    }

    public static string Count(int count, string one, string? many = null) =>
        count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
