namespace KornitX.Demo.Shell;

/// <summary>What was looked for, or one line saying why it can't be had.</summary>
/// <param name="Found">The thing, or null.</param>
/// <param name="Reason">Why there is none; null when there is one.</param>
internal sealed record Finding<T>(T? Found, string? Reason)
    where T : class
{
    public static implicit operator Finding<T>(T found) => new(found, null);

    public static Finding<T> None(string reason) => new(null, reason);
}
