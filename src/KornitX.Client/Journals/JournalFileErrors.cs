using System;
using System.IO;
using System.Security;

namespace KornitX.Client;

/// <summary>Creates the errors of a journal's file.</summary>
internal static class JournalFileErrors
{
    public static JournalException Locked(string path) =>
        new(JournalFault.Locked, $"The journal '{path}' is in use by another run.");

    public static JournalException Unusable(string path, Exception cause) =>
        new(JournalFault.Unusable, $"The journal '{path}' can't be used: {cause.Message.TrimEnd('.')}.", cause);

    /// <summary>Runs a function and converts the exceptions of file access into a <see cref="JournalException"/>.</summary>
    public static T Wrap<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or SecurityException)
        {
            throw Unusable(path, exception);
        }
    }

    /// <summary>Whether a file could not be opened because another process has it open, on Windows.</summary>
    public static bool IsSharingViolation(IOException exception) => (exception.HResult & 0xFFFF) is 32 or 33;
}
