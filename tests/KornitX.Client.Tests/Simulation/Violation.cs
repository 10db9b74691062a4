using System;

namespace KornitX.Client.Tests.Simulation;

/// <summary>Something happened that must never happen.</summary>
internal sealed class Violation : Exception
{
    public Violation(string message)
        : base(message)
    {
    }

    public Violation(string message, Exception inner)
        : base(message, inner)
    {
    }
}
