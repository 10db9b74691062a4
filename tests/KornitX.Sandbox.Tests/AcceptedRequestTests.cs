namespace KornitX.Tests;

public sealed class AcceptedRequestTests
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    public async Task Every_spelling_of_the_JSON_content_type_is_accepted(string contentType)
    {
        using SandboxClient client = new();

        Reply reply = await client.PostAsync("order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""", contentType);

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("""{ "items" : [ { "quantity" : 1 , "id" : 12345678 } ] }""")]
    [InlineData("""{"items":[{"id":12345678,"quantity":1,"note":"x"}],"more":[]}""")]
    [InlineData("""{"\u0069tems":[{"id":12345678,"quantity":1}]}""")]
    public async Task Equivalent_JSON_is_accepted(string body)
    {
        using SandboxClient client = new();

        Reply reply = await client.PostAsync("order/45453571/cancellation", body);

        Assert.Equal((200, """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]"""), reply.Said);
    }

    [Fact]
    public async Task A_query_string_is_ignored()
    {
        using SandboxClient client = new();
        string raw = await client.RawCancellationAsync();

        string reply = await client.RawAsync(raw
            .Replace("/cancellation HTTP", "/cancellation?a=/return HTTP", StringComparison.Ordinal)
            .Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", reply, StringComparison.Ordinal);
    }
}
