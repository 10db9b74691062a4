using System.Text;

namespace KornitX.Tests;

public sealed class EscapedReferenceTests
{
    private const string Odd = "a/b?c#d%e+f g-ä€😀";
    private const string OddEscaped = "a%2Fb%3Fc%23d%25e%2Bf%20g-%C3%A4%E2%82%AC%F0%9F%98%80";

    [Theory]
    [InlineData("by-external-ref/" + OddEscaped, "\"external_ref\":\"a/b?c#d%e+f g-ä€😀\"")]
    [InlineData("by-external-ref/a%2fb%3fc%23d%25e+f%20g-%c3%a4%e2%82%ac%f0%9f%98%80", "\"external_ref\":\"a/b?c#d%e+f g-ä€😀\"")]
    [InlineData("by-external-ref/" + OddEscaped, "\"external_ref\":\"a\\/b?c#d%e+f g-\\u00e4\\u20ac\\ud83d\\ude00\"")]
    [InlineData("by-combined/" + OddEscaped + "-7", "\"combined\":\"a/b?c#d%e+f g-ä€😀-70\"")]
    public async Task A_reference_can_have_any_character(string address, string item)
    {
        using SandboxClient client = new(new SandboxOptions { Orders = [OddOrder()] });

        string reply = await PostRawAsync(client, "/order/" + address + "/cancellation", "{\"items\":[{" + item + ",\"quantity\":2}]}");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", reply, StringComparison.Ordinal);
        Assert.EndsWith("""[{"id":254001,"items":[{"id":70,"order_id":7,"quantity":9}]}]""", reply, StringComparison.Ordinal);
        Assert.Equal("/order/" + address + "/cancellation", client.Sandbox.Requests[^1].Path);
    }

    [Fact]
    public async Task The_built_in_order_with_special_characters_is_found()
    {
        using SandboxClient client = new();

        string reply = await PostRawAsync(
            client,
            "/order/by-external-ref/WEB%201001%2F%C3%A4%231/cancellation",
            """{"items":[{"external_ref":"MUG-11oz/ß","quantity":1}]}""");

        Assert.EndsWith("""[{"id":254001,"items":[{"id":12345686,"order_id":45453574,"quantity":2}]}]""", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("by-external-ref/WEB 1001%2F%C3%A4%231")]
    [InlineData("by-external-ref/WEB+1001%2F%C3%A4%231")]
    [InlineData("by-external-ref/WEB%201001%2F%E4%231")]
    [InlineData("by-external-ref/WEB%201001%252F%C3%A4%231")]
    [InlineData("by-external-ref/WEB%201001/%C3%A4%231")]
    [InlineData("by-external-ref/WEB%201001%2F%C3%A4#1")]
    [InlineData("by-external-ref/WEB%201001%2Fä%231")]
    [InlineData("by-external-ref/WEB%201001%2F%C3%A4%231%")]
    [InlineData("by-external-ref/WEB%201001%2F%C3%A4%231%2")]
    [InlineData("by-external-ref/WEB%201001%2F%C3%A4%231%ZZ")]
    public async Task A_reference_with_invalid_escapes_is_not_found(string address)
    {
        using SandboxClient client = new();

        string reply = await PostRawAsync(
            client, "/order/" + address + "/cancellation", """{"items":[{"external_ref":"ABCD","quantity":1}]}""");

        Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", reply, StringComparison.Ordinal);
        Assert.Empty(client.Sandbox.Bookings);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("%2E%2E")]
    public async Task Escaped_dots_are_a_valid_reference(string escaped)
    {
        using SandboxClient client = new(new SandboxOptions
        {
            Orders =
            [
                new SandboxOrder { Id = 1, ExternalRef = "..", Items = [new SandboxItem { Id = 10, ExternalRef = "A", Quantity = 1 }] },
                new SandboxOrder { Id = 2, ExternalRef = ".", Items = [new SandboxItem { Id = 20, ExternalRef = "A", Quantity = 1 }] },
            ],
        });

        await PostRawAsync(
            client, "/order/by-external-ref/" + escaped + "/cancellation", """{"items":[{"external_ref":"A","quantity":1}]}""");

        Assert.Equal(escaped == "." ? 2 : 1, Assert.Single(client.Sandbox.Bookings).OrderId);
    }

    [Fact]
    public async Task The_ID_of_a_combined_address_follows_the_last_hyphen()
    {
        using SandboxClient client = new(new SandboxOptions
        {
            Orders =
            [
                new SandboxOrder
                {
                    Id = 7,
                    ExternalRef = "1-2-",
                    Items = [new SandboxItem { Id = 70, ExternalRef = "-3-4", Quantity = 1 }],
                },
            ],
        });

        Reply reply = await client.PostAsync(
            "order/by-combined/1-2--7/cancellation", """{"items":[{"combined":"-3-4-70","quantity":1}]}""");

        Assert.Equal((200, """[{"id":254001,"items":[{"id":70,"order_id":7,"quantity":1}]}]"""), reply.Said);
    }

    private static SandboxOrder OddOrder() => new()
    {
        Id = 7,
        ExternalRef = Odd,
        Items = [new SandboxItem { Id = 70, ExternalRef = Odd, Quantity = 9 }],
    };

    private static async Task<string> PostRawAsync(SandboxClient client, string target, string body)
    {
        string token = await client.TokenAsync(SandboxClient.CancellationScope);
        byte[] utf8 = Encoding.UTF8.GetBytes(body);
        string head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer " + token + "\r\nContent-Length: " + utf8.Length + "\r\n\r\n";
        return await client.RawAsync(head + string.Concat(utf8.Select(b => (char)b)));
    }
}
