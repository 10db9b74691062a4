using System;
using System.IO;
using System.Security;

namespace KornitX.Client;

/// <summary>The errors of a journal's file, each of which names the journal.</summary>
internal static class JournalFileErrors
{
    public static JournalException Locked(string path) =>
        new(JournalFault.Locked, $"The journal '{path}' is in use by another run.");

    public static JournalException Unusable(string path, Exception cause) =>
        new(JournalFault.Unusable, $"The journal '{path}' can't be used: {cause.Message.TrimEnd('.')}.", cause);

    /// <summary>Does something with a file, and names the journal in whatever the system has against it.</summary>
    public static T Named<T>(string path, Func<T> open)
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

    /// <summary>Whether a file could not be opened because of how another has opened it, on Windows.</summary>
    public static bool IsSharingViolation(IOException exception) => (exception.HResult & 0xFFFF) is 32 or 33;
}
