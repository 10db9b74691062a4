namespace KornitX.Help;

/// <summary>Thrown if a cmdlet lacks documentation, or if its help links to something that does not exist.</summary>
internal sealed class HelpException(string message) : Exception(message);
