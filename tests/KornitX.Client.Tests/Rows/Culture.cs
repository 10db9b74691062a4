using System.Globalization;

namespace KornitX.Client.Tests;

/// <summary>Sets another culture until it is disposed.</summary>
internal sealed class Culture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public static IDisposable Of(string name)
    {
        Culture culture = new();
        CultureInfo.CurrentCulture = new CultureInfo(name, useUserOverride: false);
        return culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
