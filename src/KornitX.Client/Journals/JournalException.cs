using System;

namespace KornitX.Client;

/// <summary>A journal that can't be used.</summary>
public sealed class JournalException : Exception
{
    internal JournalException(JournalFault fault, string message, Exception? cause = null)
        : base(message, cause) => Fault = fault;

    /// <summary>What is wrong with it.</summary>
    public JournalFault Fault { get; }
}

/// <summary>What can be wrong with a journal.</summary>
public enum JournalFault
{
    /// <summary>Another run uses it.</summary>
    Locked,

    /// <summary>It is not a journal of this module, or not all of it can be read.</summary>
    Corrupt,

    /// <summary>It has the orders of another account.</summary>
    Mismatch,

    /// <summary>It can't be opened or written.</summary>
    Unusable,
}
