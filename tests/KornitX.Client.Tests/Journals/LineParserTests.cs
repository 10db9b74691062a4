using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// A line is read in one of two ways: byte by byte where it is as the module writes it, else as JSON. Both say the same, of
/// good lines and of bad ones.
/// </summary>
public class LineParserTests
{
    private const string Combined = """{"State":"Sending","Number":12,"Time":"2026-01-01T00:00:01.1234567+00:00","Batch":0,"Operation":"Return","Addressing":"Combined","OrderId":42,"OrderExternalRef":"POS 1","Reference":"R-1","Occurrence":3,"Items":[{"ItemId":7,"ItemExternalRef":"A","Quantity":1},{"ItemId":8,"ItemExternalRef":"B","Quantity":2147483647}]}""";
    private const string Bookings = """{"State":"Created","Number":3,"Time":"2026-01-01T00:00:02+00:00","Batch":99,"Bookings":[{"Id":9,"Items":[{"ItemId":7,"OrderId":42,"LineQuantity":2},{},{"OrderId":42}]},{"Id":10,"Items":[]}]}""";

    public static TheoryData<string> Lines => new()
    {
        Combined,
        Bookings,
        Intent(1).TrimEnd('\n'),
        Created(1).TrimEnd('\n'),
        Combined.Replace("Combined", "ExternalRef", StringComparison.Ordinal).Replace("\"OrderId\":42,", "", StringComparison.Ordinal),
        Bookings.Replace("\"OrderId\":42}", "\"OrderId\":43}", StringComparison.Ordinal),
        Bookings.Replace("\"LineQuantity\":2", "\"LineQuantity\":0", StringComparison.Ordinal),
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_fast_and_the_general_parser_agree_on_written_lines(string line)
    {
        string own = Read(line);

        Assert.DoesNotContain("Exception", own, StringComparison.Ordinal);
        Assert.Equal(own, Read(" " + line));
        Assert.Equal(own, Read(line.Replace("\"Number\":", "\"Number\": ", StringComparison.Ordinal)));
    }

    public static TheoryData<string> Limits => new()
    {
        Combined.Replace("POS 1", "!~" + new string('x', 998), StringComparison.Ordinal),
        Combined.Replace("2026-01-01T00:00:01.1234567", "2999-12-28T23:59:59.9", StringComparison.Ordinal),
        Combined.Replace("42", "999999999999999999", StringComparison.Ordinal),
    };

    /// <summary>Or a journal of a million orders takes three times as long to open.</summary>
    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(Limits))]
    public void Written_lines_need_only_the_fast_parser(string line) =>
        Assert.True(new LineParser().TryParseCanonical(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_fast_and_the_general_parser_agree_on_corrupted_lines(string line)
    {
        char[] others = ['0', '1', '9', 'x', 'Z', ' ', '.', '"', '\\', '{', '}', '[', ']', ',', ':', '-', 'é', '\u0001'];
        foreach (string changed in Enumerable.Range(0, line.Length).SelectMany(at => others
            .Select(other => line[..at] + other + line[(at + 1)..])
            .Append(line[..at])
            .Append(line[..at] + line[(at + 1)..])
            .Append(line[..at] + line[at] + line[at..])))
        {
            // White space in front is read as JSON and changes nothing.
            Assert.Equal((changed, Read(" " + changed)), (changed, Read(changed)));
        }
    }

    /// <summary>What the parser makes of a line.</summary>
    internal static string Read(string line)
    {
        LineParser parser = new();
        try
        {
            parser.Parse(Encoding.UTF8.GetBytes(line));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return "Exception";
        }

        List<object> said = [parser.State, parser.Number, parser.Batch];
        if (parser.State == LineState.Sending)
            said.AddRange([parser.Operation, parser.Addressing, parser.OrderId, parser.ExternalRef, parser.Reference, parser.Occurrence]);
        else if (parser.State == LineState.Head)
            said.AddRange([parser.ApiUri!, parser.ClientId!]);
        else
            said.Add(parser.AnsweredOrderId);
        return string.Join(' ', said);
    }
}
