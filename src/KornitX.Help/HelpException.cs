using System;

namespace KornitX.Help;

/// <summary>The help can't be written: a cmdlet lacks documentation, or a topic is not laid out as it must be.</summary>
public sealed class HelpException : Exception
{
    /// <param name="message">The problem and its location.</param>
    public HelpException(string message)
        : base(message)
    {
    }
}
