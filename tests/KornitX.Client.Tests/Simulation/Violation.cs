namespace KornitX.Client.Tests.Simulation;

/// <summary>A rule of the module was violated.</summary>
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
