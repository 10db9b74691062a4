namespace KornitX.Client.Tests;

/// <summary>Why a test is skipped on .NET Framework and Mono; null on .NET, where it runs.</summary>
internal static class NetFrameworkSkip
{
#if NETFRAMEWORK
    public const string DirectionMarks = "Its Uri loses them. Such a reference is refused instead.";
    public const string InjectedClock = "A CancellationTokenSource goes by the system's clock.";
    public const string HeaderOrder = "Its stack puts the headers in an order of its own, and closes each connection.";
    public const string InterimAnswers =
        "Its stack knows 100 and no other interim answer; Mono's waits on after one, and the outcome is unknown.";
    public const string Certificates = "Mono can't make a certificate.";
    public const string CompressedPieces =
        "Mono unpacks no part of an answer before all of it is there, and says otherwise why the outcome is unknown.";
#else
    public const string? DirectionMarks = null;
    public const string? InjectedClock = null;
    public const string? HeaderOrder = null;
    public const string? InterimAnswers = null;
    public const string? Certificates = null;
    public const string? CompressedPieces = null;
#endif
}
