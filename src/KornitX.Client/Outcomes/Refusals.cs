using System;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>Recognizes a rejection because of too many requests.</summary>
internal static class RateLimit
{
    // KornitX returns 400 instead of 429, with an undocumented message. The pattern has what such messages have in common.
    private static readonly Regex MessagePattern = new(
        @"too many (requests|calls)|(requests?|calls?|rate|api)[ _-](rate[ _-])?(limit|quota)|(requests|calls) (per|an|a|each|every) (second|minute|hour|day)|throttl",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    public static bool IsExceeded(int status, string? message) =>
        status == 429 || (status == 400 && message is not null && MessagePattern.IsMatch(message));
}

/// <summary>Recognizes a rejection because of a missing permission.</summary>
internal static class Permission
{
    public static bool IsDenied(string? message) =>
        message is not null && message.StartsWith("Permission denied", StringComparison.OrdinalIgnoreCase);
}
