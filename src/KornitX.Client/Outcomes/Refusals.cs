using System;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>Recognises a refusal for coming too often.</summary>
internal static class RateLimit
{
    // The platform answers 400, not 429, and the wording is nowhere documented; so by the words such messages have in common.
    private static readonly Regex Words = new(
        @"too many (requests|calls)|(requests?|calls?|rate|api)[ _-](rate[ _-])?(limit|quota)|(requests|calls) (per|an|a|each|every) (second|minute|hour|day)|throttl",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    public static bool IsRefusal(int status, string? words) =>
        status == 429 || (status == 400 && words is not null && Words.IsMatch(words));
}

/// <summary>Recognises a refusal for want of permission.</summary>
internal static class Permission
{
    public static bool IsRefusal(string? words) =>
        words is not null && words.StartsWith("Permission denied", StringComparison.OrdinalIgnoreCase);
}
