namespace KornitX.Sandboxes;

/// <summary>The value of a Content-Type header.</summary>
internal static class MediaType
{
    /// <summary>Whether it is this type, and in UTF-8 if it has a charset.</summary>
    public static bool Is(string? contentType, string expected)
    {
        string[] parts = (contentType ?? "").Split(';').Select(part => part.Trim()).ToArray();
        return string.Equals(parts[0], expected, StringComparison.OrdinalIgnoreCase) && parts.Skip(1).All(IsHarmless);
    }

    private static bool IsHarmless(string parameter)
    {
        string[] pair = parameter.Split('=');
        return !string.Equals(pair[0].Trim(), "charset", StringComparison.OrdinalIgnoreCase)
            || (pair.Length == 2 && string.Equals(pair[1].Trim().Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
