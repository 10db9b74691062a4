using System.Text;

namespace KornitX.Client.Tests;

/// <summary>Request content that the HTTP stack can't send twice.</summary>
public sealed class SingleUseContentTests
{
    [Fact]
    public async Task The_content_is_sent_once()
    {
        using SingleUseContent content = new(Encoding.UTF8.GetBytes("""{"items":[]}"""), "application/json");
        using MemoryStream first = new();
        using MemoryStream second = new();

        Assert.False(content.Started);
        await content.CopyToAsync(first);
        Assert.True(content.Started);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => content.CopyToAsync(second));

        Assert.Equal("The request body can be sent only once.", refused.GetBaseException().Message);
        Assert.Equal("""{"items":[]}""", Encoding.UTF8.GetString(first.ToArray()));
        Assert.Empty(second.ToArray());
    }

    [Fact]
    public async Task The_content_counts_as_started_if_the_connection_breaks_immediately()
    {
        using SingleUseContent content = new([1, 2, 3], "application/json");
        using MemoryStream broken = new([], writable: false);

        await Assert.ThrowsAnyAsync<System.Exception>(() => content.CopyToAsync(broken));

        Assert.True(content.Started);
    }

    [Fact]
    public void The_content_has_only_a_type_and_a_length()
    {
        using SingleUseContent content = new([1, 2, 3], "application/json");

        Assert.Equal("application/json", content.Headers.ContentType!.ToString());
        Assert.Equal(3, content.Headers.ContentLength);
        Assert.False(content.Started);
    }

    [Fact]
    public async Task A_handler_that_sends_a_request_twice_fails()
    {
        using TestServer server = new(_ => Answer.Booked());
        using HttpClient http = new(new Twice(new SocketsHttpHandler()));
        using HttpRequestMessage request =
            new(HttpMethod.Post, server.Uri) { Content = new SingleUseContent([1, 2, 3], "application/json") };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.SendAsync(request));

        Assert.Equal([1, 2, 3], Assert.Single(server.Requests).Body);
    }

    private sealed class Twice(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, System.Threading.CancellationToken stop)
        {
            (await base.SendAsync(request, stop)).Dispose();
            return await base.SendAsync(request, stop);
        }
    }
}
