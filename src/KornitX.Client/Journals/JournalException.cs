using System.Security;

namespace KornitX.Client;

/// <summary>The exception for a journal that can't be used.</summary>
public sealed class JournalException : Exception
{
    internal JournalException(JournalFault fault, string message, Exception? cause = null)
        : base(message, cause) => Fault = fault;

    /// <summary>The kind of error.</summary>
    public JournalFault Fault { get; }

    /// <summary>Runs a function and converts the exceptions of file access.</summary>
    internal static T Wrap<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException
            or NotSupportedException or ArgumentException)
        {
            string message = $"The journal '{path}' can't be used: {exception.Message.TrimEnd('.')}.";
            throw new JournalException(JournalFault.Unusable, message, exception);
        }
    }
}

/// <summary>The kinds of journal errors.</summary>
public enum JournalFault
{
    /// <summary>Another run uses the journal.</summary>
    Locked,

    /// <summary>The file is not a journal of this module, or is damaged.</summary>
    Corrupt,

    /// <summary>The journal belongs to another account.</summary>
    Mismatch,

    /// <summary>The file can't be opened, read or written.</summary>
    Unusable,
}
