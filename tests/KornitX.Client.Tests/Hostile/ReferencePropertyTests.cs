using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace KornitX.Client.Tests.Hostile;

/// <summary>Any reference reaches a real server unchanged, or is rejected before anything is sent.</summary>
public sealed class ReferencePropertyTests : IDisposable
{
    private readonly Rig _rig = new();

    [Fact]
    public void Any_reference_reaches_the_server_unchanged()
    {
        Arbitrary<string> references = Generators.Shrinking(
            Generators.Reference, text => Reference.FindProblemInPath(text, Addressing.ExternalRef) is null);
        Prop.ForAll(references, Generators.Id.ToArbitrary(), Arrives)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Text_that_is_not_a_reference_is_rejected()
    {
        Gen<string> spoilt =
            from text in Generators.Text
            from at in Gen.Choose(0, text.Length)
            from spoiler in Gen.OneOf(Gen.Choose(0, 0x1F), Gen.Choose(0x7F, 0x9F), Gen.Choose(0xD800, 0xDFFF))
            select text.Insert(at, $"{(char)spoiler}");
        Arbitrary<string> refused = Generators.Shrinking(spoilt.Where(text => !IsSound(text)), text => !IsSound(text));

        Prop.ForAll(refused, text =>
        {
            Assert.Throws<ArgumentException>(() => OrderAddress.ByExternalRef(text));
            Assert.Throws<ArgumentException>(() => OrderAddress.ByCombined(text, 1));
            Assert.Throws<ArgumentException>(
                () => new BookingRequest(Operation.Return, OrderAddress.ById(1), text, [new RequestItem(1, null, 1)]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    public void Dispose() => _rig.Dispose();

    private void Arrives(string reference, long id)
    {
        _rig.Api.Answers(Answer.BookedForAny());
        RequestItem item = new(id, reference, 1);
        Send(OrderAddress.ByExternalRef(reference), item);
        Send(OrderAddress.ByCombined(reference, id), item);

        Received[] sent = [_rig.Api.Requests[^2], _rig.Api.Requests[^1]];
        Assert.Equal("/order/by-external-ref/" + reference + "/return", Decoded(sent[0], segments: 4));
        Assert.Equal($"/order/by-combined/{reference}-{id}/return", Decoded(sent[1], segments: 4));
        Assert.Equal((reference, reference), Said(sent[0], "external_ref"));
        Assert.Equal((reference, $"{reference}-{id}"), Said(sent[1], "combined"));

        void Send(OrderAddress order, RequestItem its) => Assert.StartsWith(
            "Created",
            _rig.SendAsync(new BookingRequest(Operation.Return, order, reference, [its])).GetAwaiter().GetResult(),
            StringComparison.Ordinal);
    }

    /// <summary>The path as a server takes it apart: at the slashes first, and then each segment out of its escapes.</summary>
    private static string Decoded(Received request, int segments)
    {
        string[] line = request.Line.Split(' ');
        Assert.Equal(["POST", "HTTP/1.1"], [line[0], line[^1]]);
        Assert.Equal(3, line.Length);
        string[] path = line[1].Split('/');
        Assert.Equal(segments + 1, path.Length);
        Assert.DoesNotContain(path[1..], segment => segment.Length == 0 || segment.IndexOfAny(['?', '#']) >= 0);
        return string.Join('/', path.Select(Octets));
    }

    private static string Octets(string escaped)
    {
        byte[] octets = new byte[escaped.Length];
        int count = 0;
        for (int i = 0; i < escaped.Length; i++, count++)
        {
            bool isEscape = escaped[i] == '%';
            octets[count] = isEscape ? Convert.ToByte(escaped.Substring(i + 1, 2), 16) : checked((byte)escaped[i]);
            i += isEscape ? 2 : 0;
        }

        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(octets, 0, count);
    }

    private static (string? Reference, string? Item) Said(Received request, string name)
    {
        using JsonDocument body = JsonDocument.Parse(request.Body);
        JsonElement item = body.RootElement.GetProperty("items")[0];
        return (body.RootElement.GetProperty("reference").GetString(), item.GetProperty(name).GetString());
    }

    /// <summary>Whether there is neither half a character nor a control character in it.</summary>
    private static bool IsSound(string text) => !text.Any(char.IsControl) && !HasHalves(text);

    private static bool HasHalves(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if ((i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}
