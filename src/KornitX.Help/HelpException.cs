using System;

namespace KornitX.Help;

/// <summary>Thrown if a cmdlet lacks documentation, or if its help links to something that does not exist.</summary>
internal sealed class HelpException : Exception
{
    /// <param name="message">The problem and its location.</param>
    public HelpException(string message)
        : base(message)
    {
    }
}
