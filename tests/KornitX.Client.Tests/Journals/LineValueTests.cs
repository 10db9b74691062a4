using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace KornitX.Client.Tests.Journals;

/// <summary>Which values the lines of a journal can have. People and their tools may have written them in another form.</summary>
public class LineValueTests
{
    private const string Start = "\"Number\":1,\"Time\":\"2026-01-01T00:00:01+00:00\"";

    private const string Head = """{"Journal":"KornitX.PowerShell","Version":1,"Time":"2026-01-01T00:00:00+00:00","ApiUri":"https://api.example/","ClientId":"client"}""";
    private const string ById = "{\"State\":\"Sending\"," + Start + ""","Batch":99,"Operation":"Cancellation","Addressing":"Id","OrderId":42,"Occurrence":2,"Items":[{"ItemId":7,"Quantity":1}]}""";
    private const string ByRef = "{\"State\":\"Sending\"," + Start + ""","Operation":"Return","Addressing":"ExternalRef","OrderExternalRef":"POS-1","Reference":"R-1","Occurrence":1,"Items":[{"ItemExternalRef":"A","Quantity":1}]}""";
    private const string Combined = "{\"State\":\"Sending\"," + Start + ""","Operation":"Return","Addressing":"Combined","OrderId":42,"OrderExternalRef":"POS-1","Reference":"R-1","Items":[{"ItemId":7,"ItemExternalRef":"A","Quantity":1}]}""";
    private const string Created = "{\"State\":\"Created\"," + Start + ""","Bookings":[{"Id":9,"Items":[{"ItemId":7,"OrderId":42,"LineQuantity":2}]}]}""";
    private const string Rejected = "{\"State\":\"Rejected\"," + Start + ""","Status":422,"IsPermission":true,"Message":"no"}""";
    private const string NotSent = "{\"State\":\"NotSent\"," + Start + ""","Reason":"RateLimited","Message":"later"}""";
    private const string Unknown = "{\"State\":\"Unknown\"," + Start + ""","Message":"no answer"}""";
    private const string Booked = "{\"State\":\"Booked\"," + Start + ""","BookingId":9,"SettledBy":"operator","Reason":"looked up"}""";
    private const string NotBooked = "{\"State\":\"NotBooked\"," + Start + ""","SettledBy":"operator"}""";

    public static TheoryData<string> Lines => new() { Head, ById, ByRef, Combined, Created, Rejected, NotSent, Unknown, Booked, NotBooked };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Escaped_text_is_read_like_plain_text(string line)
    {
        string escaped = Regex.Replace(line, "\"[^\"]*\"", text => "\"" + string.Concat(text.Value.Trim('"').Select(c => $"\\u{(int)c:x4}")) + "\"");

        Assert.DoesNotContain("Exception", LineParserTests.Read(line), StringComparison.Ordinal);
        Assert.Equal(LineParserTests.Read(line), LineParserTests.Read(escaped));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Properties_can_be_in_any_order_and_unknown_ones_are_ignored(string line)
    {
        const string Other = """{"State":"Booked","Items":[{"Number":5}]}""";
        JsonObject reversed = [];
        foreach (string name in new[] { "X", "Note", "Stage", "Remark", "Comment", "Comments", "Signature", "Annotation", "Explanation1", "Longer16Charname" })
            reversed[name] = JsonNode.Parse(Other);
        foreach (KeyValuePair<string, JsonNode?> property in JsonNode.Parse(line)!.AsObject().Reverse())
            reversed[property.Key] = property.Value!.DeepClone();

        Assert.Equal(LineParserTests.Read(line), LineParserTests.Read(reversed.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Null_is_like_no_value(string line)
    {
        JsonObject whole = JsonNode.Parse(line)!.AsObject();
        foreach (string name in whole.Select(property => property.Key).ToList())
        {
            JsonObject without = whole.DeepClone().AsObject();
            without.Remove(name);
            JsonObject empty = whole.DeepClone().AsObject();
            empty[name] = null;

            Assert.Equal((name, LineParserTests.Read(without.ToJsonString())), (name, LineParserTests.Read(empty.ToJsonString())));
        }

        foreach (string name in new[] { "Items", "Bookings", "OrderExternalRef", "Reference", "Batch", "Status", "IsPermission", "Message", "Journal" })
        {
            if (!whole.ContainsKey(name))
                Assert.Equal((name, LineParserTests.Read(line)), (name, LineParserTests.Read(line.Insert(1, $"\"{name}\":null,"))));
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_value_of_another_type_is_damage(string line)
    {
        JsonObject whole = JsonNode.Parse(line)!.AsObject();
        foreach (string name in whole.Select(property => property.Key).ToList())
        {
            JsonValueKind kind = whole[name]!.GetValueKind();
            foreach (string other in new[] { "5", "\"x\"", "{}", "[[]]", "1.5" })
            {
                if (kind == JsonValueKind.String && other == "\"x\"" || kind == JsonValueKind.Number && other == "5")
                    continue;
                JsonObject changed = whole.DeepClone().AsObject();
                changed[name] = JsonNode.Parse(other);

                Assert.Equal((name, other, "Exception"), (name, other, LineParserTests.Read(changed.ToJsonString())));
            }
        }
    }

    [Theory]
    [InlineData(ById, "\"OrderId\":42", "\"OrderId\":0")]
    [InlineData(ById, "\"OrderId\":42", "\"OrderId\":-1")]
    [InlineData(ById, "\"OrderId\":42,", "")]
    [InlineData(ById, "\"OrderId\":42", "\"OrderId\":042")]
    [InlineData(ById, "\"OrderId\":42", "\"OrderId\":9223372036854775808")]
    [InlineData(ById, "\"Batch\":99", "\"Batch\":099")]
    [InlineData(ById, "\"Batch\":99", "\"Batch\":00")]
    [InlineData(ById, "T00:00:01", "T24:00:01")]
    [InlineData(ById, "T00:00:01", "T00:60:01")]
    [InlineData(ById, "T00:00:01", "T00:00:60")]
    [InlineData(ById, "\"ItemId\":7,", "")]
    [InlineData(ById, "\"ItemId\":7", "\"ItemId\":0")]
    [InlineData(ById, "{\"ItemId\":7,\"Quantity\":1}", "{\"ItemId\":7,\"Quantity\":1},{\"Quantity\":1}")]
    [InlineData(ById, "{\"ItemId\":7,\"Quantity\":1}", "{\"Quantity\":1},{\"ItemId\":7,\"Quantity\":1}")]
    [InlineData(ById, "{\"ItemId\":7,\"Quantity\":1}", "{\"ItemId\":7,\"Quantity\":1},null")]
    [InlineData(ById, "\"Quantity\":1", "\"Quantity\":-1")]
    [InlineData(ById, "\"Quantity\":1", "\"Quantity\":2147483648")]
    [InlineData(ById, "\"Quantity\":1", "\"Quantity\":null")]
    [InlineData(ById, "\"Occurrence\":2", "\"Occurrence\":0")]
    [InlineData(ById, "\"Occurrence\":2", "\"Occurrence\":2147483648")]
    [InlineData(ById, "\"Cancellation\"", "\"Return\"")]
    [InlineData(ById, "\"Items\":", "\"Item\":")]
    [InlineData(ById, "}]}", "}]} x")]
    [InlineData(ById, "\"Number\":1", "\"Number\":0")]
    [InlineData(ById, "\"Time\":\"2026-01-01T00:00:01+00:00\"", "\"Time\":\"0001-01-01T00:00:00+00:00\"")]
    [InlineData(ByRef, "\"OrderExternalRef\":\"POS-1\",", "")]
    [InlineData(ByRef, "\"POS-1\"", "\".\"")]
    [InlineData(ByRef, "\"POS-1\"", "\"..\"")]
    [InlineData(ByRef, "\"POS-1\"", "\" \"")]
    [InlineData(ByRef, "\"POS-1\"", "\"a\\u0007\"")]
    [InlineData(ByRef, "\"R-1\"", "\"\"")]
    [InlineData(ByRef, "\"R-1\"", "\"a\\u0007\"")]
    [InlineData(ByRef, "\"Reference\":\"R-1\",", "")]
    [InlineData(ByRef, "R-1", "R\u007f")]
    [InlineData(ByRef, "R-1", "R\uFFFD")]
    [InlineData(ByRef, "\"A\"", "null")]
    [InlineData(ByRef, "\"A\"", "\" \"")]
    [InlineData(ByRef, "\"A\"", "\"a\\u0007\"")]
    [InlineData(ByRef, "\"ItemExternalRef\":\"A\",", "")]
    [InlineData(ByRef, "\"ItemExternalRef\":\"A\"", "\"ItemId\":7")]
    [InlineData(ByRef, "{\"ItemExternalRef\":\"A\",\"Quantity\":1}", "{\"ItemExternalRef\":\"A\",\"Quantity\":1},{\"Quantity\":1}")]
    [InlineData(ByRef, "{\"ItemExternalRef\":\"A\",\"Quantity\":1}", "{\"Quantity\":1},{\"ItemExternalRef\":\"A\",\"Quantity\":1}")]
    [InlineData(ByRef, "\"Addressing\"", "\"OrderId\":-1,\"Addressing\"")]
    [InlineData(ByRef, "\"Addressing\"", "\"OrderId\":0,\"Addressing\"")]
    [InlineData(Combined, "\"OrderId\":42,", "")]
    [InlineData(Combined, "\"OrderExternalRef\":\"POS-1\",", "")]
    [InlineData(Combined, "\"ItemId\":7,", "")]
    [InlineData(Combined, "\"ItemExternalRef\":\"A\",", "")]
    [InlineData(Created, "{\"Id\":9,", "{")]
    [InlineData(Created, "\"Id\":9", "\"Id\":null")]
    [InlineData(Created, "{\"Id\":9,", "{\"Id\":9,\"Items\":[]},{")]
    [InlineData(Created, "\"LineQuantity\":2", "\"LineQuantity\":\"2\"")]
    [InlineData(Created, "\"LineQuantity\":2", "\"ItemId\":[2]")]
    [InlineData(Rejected, "\"IsPermission\":true", "\"IsPermission\":0")]
    [InlineData(Rejected, "\"no\"", "\"\\ud800\"")]
    [InlineData(NotSent, "\"RateLimited\"", "\"\"")]
    [InlineData(Unknown, "\"Unknown\"", "\"\"")]
    public void An_invalid_value_is_damage(string line, string value, string other)
    {
        string changed = line.Replace(value, other, StringComparison.Ordinal);

        Assert.NotEqual(line, changed);
        Assert.Equal("Exception", LineParserTests.Read(changed));
        Assert.Equal("Exception", LineParserTests.Read(" " + changed));
    }

    [Theory]
    [InlineData(ById, "\"Occurrence\":2", "\"Occurrence\":2147483647", "Sending 1 99 Cancellation Id 42 0 0 2147483647")]
    [InlineData(ById, "\"Occurrence\":2,", "", "Sending 1 99 Cancellation Id 42 0 0 1")]
    [InlineData(ById, "\"OrderId\":42", "\"OrderId\":9223372036854775807", "Sending 1 99 Cancellation Id 9223372036854775807 0 0 2")]
    [InlineData(ById, "\"Quantity\":1", "\"Quantity\":2147483647,\"Note\":{\"Quantity\":[0]}", "Sending 1 99 Cancellation Id 42 0 0 2")]
    [InlineData(ById, "\"ItemId\":7", "\"ItemId\":1,\"ItemExternalRef\":null", "Sending 1 99 Cancellation Id 42 0 0 2")]
    [InlineData(ById, "\"Time\":\"2026-01-01T00:00:01+00:00\"", "\"Time\":\"2026-02-28T23:59:59.1234567+02:00\"", "Sending 1 99 Cancellation Id 42 0 0 2")]
    [InlineData(Created, "\"OrderId\":42", "\"OrderId\":42,\"Note\":{\"OrderId\":[43]}", "Created 1 -1 42")]
    [InlineData(Created, "{\"Id\":9", "{\"Note\":{\"Id\":[9]},\"Id\":9", "Created 1 -1 42")]
    [InlineData(Created, "\"OrderId\":42", "\"OrderId\":0", "Created 1 -1 0")]
    [InlineData(Created, "\"OrderId\":42", "\"OrderId\":-5", "Created 1 -1 0")]
    [InlineData(Created, "\"OrderId\":42", "\"OrderId\":null", "Created 1 -1 0")]
    [InlineData(Created, "{\"ItemId\"", "{},{\"ItemId\"", "Created 1 -1 42")]
    [InlineData(Created, "}]}]", "},{\"OrderId\":0}]}]", "Created 1 -1 42")]
    [InlineData(Created, "}]}]", "},{\"OrderId\":-1}]}]", "Created 1 -1 42")]
    [InlineData(Created, "{\"ItemId\"", "{\"OrderId\":42},{\"ItemId\"", "Created 1 -1 42")]
    [InlineData(Created, "{\"ItemId\"", "{\"OrderId\":43},{\"ItemId\"", "Created 1 -1 0")]
    [InlineData(Created, "}]}]", "}]},{\"Id\":10,\"Items\":[{\"OrderId\":43}]}]", "Created 1 -1 0")]
    [InlineData(Created, "}]}]", "}]},{\"Id\":10,\"Items\":[{\"OrderId\":43}]},{\"Id\":11,\"Items\":[{\"OrderId\":43}]}]", "Created 1 -1 0")]
    [InlineData(Created, "}]}]", "}]},{\"Id\":10,\"Items\":[{\"OrderId\":42}]}]", "Created 1 -1 42")]
    [InlineData(Created, "}]}]", "}]},{\"Id\":10,\"Items\":[]}]", "Created 1 -1 42")]
    [InlineData(Rejected, "\"IsPermission\":true", "\"IsPermission\":false", "Rejected 1 -1 0")]
    [InlineData(Booked, "\"BookingId\":9", "\"BookingId\":1", "Booked 1 -1 0")]
    public void A_valid_value_is_read_by_both_parsers(string line, string value, string other, string expected)
    {
        string changed = line.Replace(value, other, StringComparison.Ordinal);

        Assert.NotEqual(line, changed);
        Assert.Equal(expected, LineParserTests.Read(changed));
        Assert.Equal(expected, LineParserTests.Read(" " + changed));
    }

    /// <summary>As part of a segment, dots are safe to send.</summary>
    [Fact]
    public void A_reference_of_dots_is_valid_together_with_the_ID() =>
        Assert.StartsWith("Sending 1 -1 Return Combined 42 ", LineParserTests.Read(Combined.Replace("POS-1", "..", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, true)]
    [InlineData(7900, true)]
    [InlineData(7901, false)]
    public void A_reference_of_an_order_is_at_most_as_long_as_its_path_can_be(int length, bool isValid) =>
        Assert.Equal(isValid, LineParserTests.Read(ByRef.Replace("POS-1", new string('x', length), StringComparison.Ordinal)) != "Exception");
}
