using System.Globalization;
using System.Net.Http.Headers;

namespace KornitX.Client;

/// <summary>Reads the Retry-After header (RFC 9110 section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The most seconds that are read; more do not fit into a TimeSpan.</summary>
    private const long MostSeconds = 900_000_000_000;

    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>
    /// Returns the longest wait that the response asks for; null for the default wait if the header is missing or implausible.
    /// </summary>
    /// <param name="now">The local time, for a response without a Date header.</param>
    public static TimeSpan? FromResponse(HttpResponseMessage response, DateTimeOffset now)
    {
        if (!response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? lines))
            return null;

        // Compared with the server's clock, because the local clock may be wrong.
        DateTimeOffset from = response.Headers.Date ?? now;
        TimeSpan?[] waits = lines.SelectMany(Values).Select(value => Read(value, from)).ToArray();
        TimeSpan? longest = waits.Max();
        // A wait of zero counts only if all other values are valid.
        return longest > TimeSpan.Zero || Array.TrueForAll(waits, wait => wait is not null) ? longest : null;
    }

    /// <summary>Splits a header line into its values. A proxy may join several with commas, and a date contains a comma itself.</summary>
    private static IEnumerable<string> Values(string line)
    {
        string[] parts = line.Split(',');
        for (int i = 0; i < parts.Length; i++)
        {
            bool isWeekday = i + 1 < parts.Length
                && Array.Exists(Weekdays, day => parts[i].Trim().StartsWith(day, StringComparison.OrdinalIgnoreCase));
            yield return isWeekday ? $"{parts[i].Trim()},{parts[++i]}" : parts[i].Trim();
        }
    }

    /// <summary>Reads one value; null if it is invalid or a date in the past.</summary>
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
