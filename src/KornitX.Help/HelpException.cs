using System;

namespace KornitX.Help;

/// <summary>Thrown if a cmdlet lacks documentation or the layout of a topic is not valid.</summary>
public sealed class HelpException : Exception
{
    /// <param name="message">The problem and its location.</param>
    public HelpException(string message)
        : base(message)
    {
    }
}
