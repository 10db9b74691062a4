using System.Globalization;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>Recognizes what KornitX's error messages mean.</summary>
internal static class RejectionPatterns
{
    // KornitX returns 400 instead of 429, with an undocumented message. The pattern has what such messages have in common.
    private static readonly Regex RateLimit = new(
        @"too many (requests|calls)|(requests?|calls?|rate|api)[ _-](rate[ _-])?(limit|quota)"
        + "|(requests|calls) (per|an|a|each|every) (second|minute|hour|day)|throttl",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex ItemIndex = new(@"\bindex[ :=#]*([0-9]{1,6})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether the request was rejected because of too many requests.</summary>
    public static bool IsRateLimit(int status, string? message) =>
        status == 429 || (status == 400 && message is not null && RateLimit.IsMatch(message));

    /// <summary>Whether the request was rejected because of a missing permission.</summary>
    public static bool IsPermission(string? message) =>
        message is not null && message.StartsWith("Permission denied", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Adds the item to a message that names one by its index in the request, from 0, as in "Invalid item specified, index 0".
    /// </summary>
    public static string NameItem(string message, BookingRequest request) =>
        ItemIndex.Match(message) is { Success: true } match
        && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is int index && index < request.Items.Count
            ? $"{message} (item {request.Items[index].Name(request.Order.Addressing)}, quantity {request.Items[index].Quantity})"
            : message;
}
