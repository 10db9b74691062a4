using System.Globalization;
using System.Text;

namespace KornitX.Client.Tests;

/// <summary>What a <see cref="TestServer"/> does with one request.</summary>
internal sealed record Answer
{
    /// <summary>Closes the connection when the request's first byte arrives.</summary>
    public static readonly Answer CloseUnread = new() { ClosesUnread = true };

    /// <summary>Reads the whole request and closes the connection.</summary>
    public static readonly Answer CloseRead = new() { Closes = true };

    /// <summary>Reads the whole request and says nothing more.</summary>
    public static readonly Answer Hang = new() { Hangs = true };

    /// <summary>The bytes, exactly.</summary>
    public byte[] Bytes { get; init; } = [];

    public bool ClosesUnread { get; private init; }

    /// <summary>Whether the connection is closed after the bytes.</summary>
    public bool Closes { get; private init; }

    /// <summary>Whether nothing comes after the bytes, without closing the connection.</summary>
    public bool Hangs { get; private init; }

    /// <summary>What else to write after the bytes.</summary>
    public Func<Stream, Task>? More { get; init; }

    /// <summary>What to wait for before the bytes, once the request is read.</summary>
    public Task Held { get; private init; } = Task.CompletedTask;

    /// <summary>These bytes and nothing else.</summary>
    public static Answer Raw(string text) => new() { Bytes = Encoding.UTF8.GetBytes(text) };

    /// <summary>A whole answer with a body in JSON and the given header lines.</summary>
    public static Answer Of(int status, string body, params string[] headers) => Of(status, Encoding.UTF8.GetBytes(body), headers);

    /// <inheritdoc cref="Of(int, string, string[])"/>
    public static Answer Of(int status, byte[] body, params string[] headers)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Whatever\r\nContent-Length: {body.Length}\r\n");
        foreach (string header in headers)
            head.Append(header).Append("\r\n");
        head.Append("\r\n");
        return new() { Bytes = [.. Encoding.ASCII.GetBytes(head.ToString()), .. body] };
    }

    /// <summary>The token endpoint's answer of the API pages.</summary>
    public static Answer Token(string token) =>
        Of(200, $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"{{token}}"}""");

    /// <summary>The answer of the API pages with that ID.</summary>
    public static Answer Booked(int id = 254001) =>
        Of(200, $$"""[{"id":{{id}},"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]""");

    /// <summary>An answer that fits any order, since it names none.</summary>
    public static Answer BookedForAny() => Of(200, """[{"id":254001}]""");

    public static Answer Refused(int status, string message, params string[] headers) =>
        Of(status, $$$"""{"error":{"message":"{{{message}}}","code":0}}""", headers);

    public Answer ThenClose() => this with { Closes = true };

    public Answer ThenHang() => this with { Hangs = true };

    public Answer After(Task held) => this with { Held = held };
}
