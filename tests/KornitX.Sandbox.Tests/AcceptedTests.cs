using System;
using System.Threading.Tasks;
using Xunit;

namespace KornitX.Tests;

public sealed class AcceptedTests
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    public async Task JSON_in_UTF_8_is_accepted_however_it_is_spelt(string contentType)
    {
        using Wire wire = new();

        Reply reply = await wire.PostAsync("order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""", contentType);

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("""{ "items" : [ { "quantity" : 1 , "id" : 12345678 } ] }""")]
    [InlineData("""{"items":[{"id":12345678,"quantity":1,"note":"x"}],"more":[]}""")]
    [InlineData("""{"\u0069tems":[{"id":12345678,"quantity":1}]}""")]
    public async Task What_means_the_same_is_accepted(string body)
    {
        using Wire wire = new();

        Reply reply = await wire.PostAsync("order/45453571/cancellation", body);

        Assert.Equal((200, """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]"""), reply.Said);
    }

    [Fact]
    public async Task A_query_does_not_matter()
    {
        using Wire wire = new();
        string raw = await wire.RawCancellationAsync();

        string reply = await wire.RawAsync(raw
            .Replace("/cancellation HTTP", "/cancellation?a=/return HTTP", StringComparison.Ordinal)
            .Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", reply, StringComparison.Ordinal);
    }
}
