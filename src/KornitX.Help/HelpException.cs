using System;

namespace KornitX.Help;

/// <summary>A cmdlet is not documented as it must be.</summary>
public sealed class HelpException : Exception
{
    /// <param name="message">Which, and what it lacks.</param>
    public HelpException(string message)
        : base(message)
    {
    }
}
