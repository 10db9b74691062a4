namespace KornitX.Demo;

/// <summary>The result of a search, or one line with the reason why nothing was found.</summary>
/// <param name="Found">What was found; null if nothing was.</param>
/// <param name="Reason">Why nothing was found; null if something was.</param>
internal sealed record Finding<T>(T? Found, string? Reason)
    where T : class
{
    public static implicit operator Finding<T>(T found) => new(found, null);

    public static Finding<T> None(string reason) => new(null, reason);
}
