using System;

namespace KornitX.Client;

/// <summary>The exception for a journal that can't be used.</summary>
public sealed class JournalException : Exception
{
    internal JournalException(JournalFault fault, string message, Exception? cause = null)
        : base(message, cause) => Fault = fault;

    /// <summary>The kind of error.</summary>
    public JournalFault Fault { get; }
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
