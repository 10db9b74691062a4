using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;

namespace KornitX.Client;

/// <summary>Reads how long a server asks to wait (RFC 9110 section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>More seconds than this do not fit into a TimeSpan, and nobody waits for them.</summary>
    private const long MostSeconds = 900_000_000_000;

    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>
    /// The longest wait that the answer asks for; null for the default wait, where the header is missing or implausible.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">The time by this machine's clock, for an answer without a date of its own.</param>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        if (!response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? lines))
            return null;

        // A date is compared with the server's own clock: this machine's may be wrong by a day.
        DateTimeOffset from = response.Headers.Date ?? now;
        TimeSpan?[] waits = lines.SelectMany(Values).Select(value => Read(value, from)).ToArray();
        TimeSpan? longest = waits.Max();
        // No wait at all is believed only where nothing else stands beside it.
        return longest > TimeSpan.Zero || Array.TrueForAll(waits, wait => wait is not null) ? longest : null;
    }

    /// <summary>The values of a line: a proxy may join several with commas, and a date has a comma of its own.</summary>
    private static IEnumerable<string> Values(string line)
    {
        string[] parts = line.Split(',');
        for (int i = 0; i < parts.Length; i++)
        {
            bool isWeekday = i + 1 < parts.Length && Array.Exists(Weekdays, day => parts[i].Trim().StartsWith(day, StringComparison.OrdinalIgnoreCase));
            yield return isWeekday ? $"{parts[i].Trim()},{parts[++i]}" : parts[i].Trim();
        }
    }

    /// <summary>The wait that one value asks for; null where it is none, or a time that has passed.</summary>
    private static TimeSpan? Read(string value, DateTimeOffset from)
    {
        if (value.Length > 0 && value.All(digit => digit is >= '0' and <= '9'))
        {
            bool fits = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < MostSeconds;
            return TimeSpan.FromSeconds(fits ? seconds : MostSeconds);
        }

        return RetryConditionHeaderValue.TryParse(value, out RetryConditionHeaderValue? header) && header?.Date > from
            ? header.Date - from
            : null;
    }
}
