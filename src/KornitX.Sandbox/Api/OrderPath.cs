using System.Text;

namespace KornitX.Sandboxes;

/// <summary>
/// The operation and the order in the path of a request. The path is split before it is unescaped, because a reference may
/// contain a slash or a question mark.
/// </summary>
internal sealed record OrderPath(Operation Operation, Addressing Addressing, Address Order)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The path of a request target, without scheme, host and query; still escaped.</summary>
    public static string Raw(string target)
    {
        // Servers must accept the absolute form (RFC 9112 section 3.2.2), which proxies receive.
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            int slash = target.IndexOf('/', "http://".Length);
            target = slash < 0 ? "/" : target.Substring(slash);
        }

        int query = target.IndexOf('?');
        return query < 0 ? target : target.Substring(0, query);
    }

    /// <summary>Parses a request target; returns null if there is no such resource.</summary>
    public static OrderPath? Parse(string target)
    {
        List<string> segments = [];
        foreach (string escaped in Raw(target).Split('/'))
        {
            if (Unescape(escaped) is not { } segment)
                return null;
            segments.Add(segment);
        }

        if (segments.Count < 4 || segments[0].Length > 0 || segments[1] != "order" ||
            Operation.FindBySegment(segments[segments.Count - 1]) is not { } operation)
            return null;
        Addressing? addressing = segments.Count switch
        {
            4 => Addressing.Id,
            5 when segments[2] == "by-external-ref" => Addressing.ExternalRef,
            5 when segments[2] == "by-combined" => Addressing.Combined,
            _ => null,
        };
        return addressing is { } by && Address.Parse(by, segments[segments.Count - 2]) is { } order
            ? new OrderPath(operation, by, order)
            : null;
    }

    /// <summary>Null for an invalid escape, bytes that are not UTF-8, and characters that must be escaped.</summary>
    private static string? Unescape(string escaped)
    {
        byte[] bytes = new byte[escaped.Length];
        int count = 0;
        for (int i = 0; i < escaped.Length; i++)
        {
            char c = escaped[i];
            if (c == '%')
            {
                int high = i + 2 < escaped.Length ? HexDigit(escaped[i + 1]) : -1;
                int low = i + 2 < escaped.Length ? HexDigit(escaped[i + 2]) : -1;
                if (high < 0 || low < 0)
                    return null;
                bytes[count++] = (byte)((high << 4) | low);
                i += 2;
            }
            else if (c is > ' ' and < '\x7f' and not '#')
            {
                bytes[count++] = (byte)c;
            }
            else
            {
                return null;
            }
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static int HexDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
