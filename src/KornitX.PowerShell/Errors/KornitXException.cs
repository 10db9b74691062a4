namespace KornitX;

/// <summary>Describes an error of an order, a row or the connection.</summary>
public sealed class KornitXException : Exception
{
    internal KornitXException(string errorId, string message)
        : base(message) => ErrorId = errorId;

    /// <summary>The error's name, with which FullyQualifiedErrorId begins.</summary>
    public string ErrorId { get; }

    /// <summary>What to do now.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>The HTTP status code of KornitX's response; null if the error is not about a response.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>When the last request was sent, in UTC; null if none was sent.</summary>
    public DateTime? SentAt { get; internal set; }

    /// <summary>The address that it was sent to; null if none was sent.</summary>
    public Uri? Address { get; internal set; }

    /// <summary>The IDs that the server or a gateway gave it, for KornitX support; null if there are none.</summary>
    public string? RequestIds { get; internal set; }

    /// <summary>The number of the row in the input, starting at 1; of the first row if the error is about several.</summary>
    public int? RowNumber { get; internal set; }

    /// <summary>The field that is invalid or missing, such as Quantity; null if the error is not about a field.</summary>
    public string? Field { get; internal set; }
}
