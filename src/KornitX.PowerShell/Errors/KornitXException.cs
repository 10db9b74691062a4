using System;

namespace KornitX;

/// <summary>What went wrong with an order, a row or the connection.</summary>
public sealed class KornitXException : Exception
{
    internal KornitXException(string errorId, string message)
        : base(message) => ErrorId = errorId;

    /// <summary>The name of the error, with which its FullyQualifiedErrorId begins.</summary>
    public string ErrorId { get; }
}
