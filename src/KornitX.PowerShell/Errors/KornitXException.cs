using System;

namespace KornitX;

/// <summary>What went wrong with an order, a row or the connection.</summary>
public sealed class KornitXException : Exception
{
    internal KornitXException(string errorId, string message)
        : base(message) => ErrorId = errorId;

    /// <summary>The name of the error, with which its FullyQualifiedErrorId begins.</summary>
    public string ErrorId { get; }

    /// <summary>The HTTP status code that KornitX answered, where the error is about an answer.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The row's place in the input, from 1, where the error is about a row; of the first one, where it is about several.</summary>
    public int? RowNumber { get; internal set; }

    /// <summary>The field that is bad or missing, such as Quantity, where the error is about one.</summary>
    public string? Field { get; internal set; }
}
