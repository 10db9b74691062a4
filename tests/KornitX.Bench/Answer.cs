using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace KornitX.Bench;

/// <summary>A JSON response.</summary>
internal sealed record Answer(int Status, byte[] Body)
{
    /// <summary>An error response in KornitX's envelope.</summary>
    public static Answer Refusal(int status, string message) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(new { error = new { message, code = 0 } }));

    public Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.ContentLength = Body.Length;
        return response.Body.WriteAsync(Body, 0, Body.Length);
    }
}
