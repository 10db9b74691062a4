using System.Text;

namespace KornitX.Client.Tests;

/// <summary>A request as it arrived.</summary>
/// <param name="Connection">The number of the connection it came on, from 1.</param>
/// <param name="Line">The request line.</param>
/// <param name="Headers">The header lines.</param>
/// <param name="Body">The body's bytes.</param>
internal sealed record Received(int Connection, string Line, IReadOnlyList<string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The header's values; all of them, should it have come more than once.</summary>
    public string[] Header(string name) =>
        [.. from line in Headers
            where line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)
            select line[(name.Length + 1)..].Trim()];
}
