using System.Text;

namespace KornitX.Client.Tests;

/// <summary>The six endpoints: what goes over the wire, to the byte.</summary>
public sealed class EndpointTests
{
    private const string ById = "order/45453571";
    private const string ByExternalRef = "order/by-external-ref/POS-584551";
    private const string ByCombined = "order/by-combined/POS-584551-45453571";

    [Theory]
    [InlineData("Cancellation", Addressing.Id, null, $"{ById}/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""")]
    [InlineData(
        "Cancellation",
        Addressing.Id,
        "ABC1234",
        $"{ById}/cancellation",
        """{"reference":"ABC1234","items":[{"id":12345678,"quantity":1}]}""")]
    [InlineData(
        "Cancellation",
        Addressing.ExternalRef,
        null,
        $"{ByExternalRef}/cancellation",
        """{"items":[{"external_ref":"ABCD","quantity":1}]}""")]
    [InlineData(
        "Cancellation",
        Addressing.ExternalRef,
        "ABC1234",
        $"{ByExternalRef}/cancellation",
        """{"reference":"ABC1234","items":[{"external_ref":"ABCD","quantity":1}]}""")]
    [InlineData(
        "Cancellation",
        Addressing.Combined,
        null,
        $"{ByCombined}/cancellation",
        """{"items":[{"combined":"ABCD-12345678","quantity":1}]}""")]
    [InlineData(
        "Cancellation",
        Addressing.Combined,
        "ABC1234",
        $"{ByCombined}/cancellation",
        """{"reference":"ABC1234","items":[{"combined":"ABCD-12345678","quantity":1}]}""")]
    [InlineData("Return", Addressing.Id, "ABC1234", $"{ById}/return", """{"reference":"ABC1234","items":[{"id":12345678,"quantity":1}]}""")]
    [InlineData(
        "Return",
        Addressing.ExternalRef,
        "ABC1234",
        $"{ByExternalRef}/return",
        """{"reference":"ABC1234","items":[{"external_ref":"ABCD","quantity":1}]}""")]
    [InlineData(
        "Return",
        Addressing.Combined,
        "ABC1234",
        $"{ByCombined}/return",
        """{"reference":"ABC1234","items":[{"combined":"ABCD-12345678","quantity":1}]}""")]
    public async Task Each_endpoint_receives_its_path_and_body(
        string operation, Addressing addressing, string? reference, string path, string body)
    {
        using Rig rig = new();

        await rig.SendAsync(new BookingRequest(
            Operation.Parse(operation),
            new OrderAddress(addressing, 45453571, "POS-584551"),
            reference,
            [new RequestItem(12345678, "ABCD", 1)]));

        Received request = Assert.Single(rig.Api.Requests);
        Assert.Equal($"POST /{path} HTTP/1.1", request.Line);
        Assert.Equal(Encoding.UTF8.GetBytes(body), request.Body);
        Assert.Equal(["application/json"], request.Header("Content-Type"));
        Assert.Equal(["Bearer token-1"], request.Header("Authorization"));
    }

    [Fact(Skip = NetFrameworkSkip.HeaderOrder)]
    public async Task A_request_has_exactly_these_headers()
    {
        using Rig rig = new();

        await rig.SendAsync();

        Assert.Equal(
            [
                $"Host: 127.0.0.1:{rig.Api.Port}",
                "Accept: application/json",
                "Authorization: Bearer token-1",
                $"User-Agent: KornitX.PowerShell/{typeof(KornitXClient).Assembly.GetName().Version!.ToString(3)}",
                "Accept-Encoding: gzip",
                "Content-Type: application/json",
                "Content-Length: 40",
            ],
            rig.Api.Requests[0].Headers);
    }

    [Fact]
    public async Task Cookies_are_not_stored()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(200, """[{"id":7}]""", "Set-Cookie: session=1; Path=/"));

        await rig.SendAsync();
        await rig.SendAsync();

        Assert.Equal(2, rig.Api.Requests.Count);
        Assert.Empty(rig.Api.Requests[1].Header("Cookie"));
    }

    [Fact]
    public async Task All_items_of_an_order_are_sent_in_one_request_in_the_given_sequence()
    {
        using Rig rig = new();

        await rig.SendAsync(new BookingRequest(
            Operation.Return,
            OrderAddress.ById(45453571),
            "ABC1234",
            [new RequestItem(12345679, null, 2), new RequestItem(12345678, null, 1), new RequestItem(12345679, null, 3)]));

        Assert.Equal(
            """{"reference":"ABC1234","items":[{"id":12345679,"quantity":2},{"id":12345678,"quantity":1},{"id":12345679,"quantity":3}]}""",
            Assert.Single(rig.Api.Requests).Text);
    }

    [Fact]
    public async Task The_largest_numbers_are_sent_exactly()
    {
        using Rig rig = new();

        await rig.SendAsync(new BookingRequest(
            Operation.Cancellation,
            OrderAddress.ById(long.MaxValue),
            null,
            [new RequestItem(long.MaxValue, null, int.MaxValue)]));

        Assert.Equal("POST /order/9223372036854775807/cancellation HTTP/1.1", rig.Api.Requests[0].Line);
        Assert.Equal("""{"items":[{"id":9223372036854775807,"quantity":2147483647}]}""", rig.Api.Requests[0].Text);
    }

    [Theory]
    [InlineData("kornitx")]
    [InlineData("kornitx/")]
    public async Task Paths_are_relative_to_the_path_of_the_API_address(string path)
    {
        using TestServer api = new(_ => Answer.Booked());
        using Rig rig = new() { ApiUri = new(api.Uri, path) };

        await rig.SendAsync();

        Assert.Equal("POST /kornitx/order/45453571/cancellation HTTP/1.1", api.Requests[0].Line);
    }
}
