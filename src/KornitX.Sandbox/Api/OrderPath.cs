using System.Text.RegularExpressions;

namespace KornitX.Sandboxes;

/// <summary>
/// The operation and the order in the path of a request. The path is split before it is unescaped, because a reference may
/// contain a slash or a question mark.
/// </summary>
/// <param name="By">The way in which the order and its items are addressed.</param>
internal sealed record OrderPath(Operation Operation, string By, Address Order)
{
    /// <summary>A segment without invalid escapes and without characters that must be escaped.</summary>
    private static readonly Regex Escaped = new("^([!-~-[#%]]|%[0-9A-Fa-f]{2})*$", RegexOptions.CultureInvariant);

    /// <summary>Parses an escaped path; returns null if there is no such resource.</summary>
    public static OrderPath? Parse(string path)
    {
        string[] segments = path.Split('/');
        if (segments.Length is not (4 or 5) || segments[0].Length > 0 || segments[1] != "order")
            return null;
        string? by = segments.Length == 4 ? Address.ById : segments[2] switch
        {
            "by-external-ref" => Address.ByExternalRef,
            "by-combined" => Address.ByCombined,
            _ => null,
        };
        string order = segments[segments.Length - 2];
        return by is not null && Escaped.IsMatch(order) && Address.Parse(by, Uri.UnescapeDataString(order)) is { } address
            && Operation.All.FirstOrDefault(each => each.PathSegment == segments[segments.Length - 1]) is { } operation
            ? new OrderPath(operation, by, address)
            : null;
    }
}
