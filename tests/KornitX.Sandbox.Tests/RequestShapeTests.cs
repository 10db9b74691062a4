namespace KornitX.Tests;

public sealed class RequestShapeTests : IDisposable
{
    private const string GoodBody = """{"items":[{"id":12345678,"quantity":1}]}""";

    private readonly SandboxClient _client = new();

    public void Dispose()
    {
        // A rejected request books nothing.
        Assert.Empty(_client.Sandbox.Bookings);
        _client.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"items":[{"id":12345678,"quantity":1}]""")]
    [InlineData("""{"items":[{"id":12345678,"quantity":1}],}""")]
    [InlineData("\uFEFF{\"items\":[{\"id\":12345678,\"quantity\":1}]}")]
    public async Task A_body_that_is_not_JSON_is_rejected_with_400(string body) =>
        await RejectedAsync("order/45453571/cancellation", body, 400, "Request body is not JSON");

    [Theory]
    [InlineData("[]", "Request body must be an object")]
    [InlineData("\"items\"", "Request body must be an object")]
    [InlineData("null", "Request body must be an object")]
    [InlineData("{}", "Missing items")]
    [InlineData("""{"items":[]}""", "Missing items")]
    [InlineData("""{"items":{"id":12345678,"quantity":1}}""", "Missing items")]
    [InlineData("""{"Items":[{"id":12345678,"quantity":1}]}""", "Missing items")]
    [InlineData("""{"items":[1]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[null]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[{"quantity":1}]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[{"id":12345678,"quantity":1},{"id":0,"quantity":1}]}""", "Invalid item specified, index 1")]
    [InlineData("""{"items":[{"id":12345678.5,"quantity":1}]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[{"id":-12345678,"quantity":1}]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[{"id":true,"quantity":1}]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[{"id":"ABCD","quantity":1}]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[{"id":99999999,"quantity":1}]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[{"id":12345680,"quantity":1}]}""", "Invalid item specified, index 0")]
    [InlineData("""{"items":[{"id":"\ud800","quantity":1}]}""", "Request body holds a string that is not text")]
    public async Task A_body_with_the_wrong_structure_is_rejected_with_400(string body, string message) =>
        await RejectedAsync("order/45453571/cancellation", body, 400, message);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("6")]
    [InlineData("4294967297")]
    public async Task An_invalid_quantity_is_rejected_with_400(string quantity) => await RejectedAsync(
        "order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":""" + quantity
            + "}]}", 400, "Invalid quantity specified, index 0");

    [Fact]
    public async Task A_missing_quantity_is_rejected_with_400() => await RejectedAsync(
        "order/45453571/cancellation", """{"items":[{"id":12345678}]}""", 400, "Invalid quantity specified, index 0");

    [Theory]
    [InlineData("order/45453571/cancellation", """{"external_ref":"ABCD","quantity":1}""")]
    [InlineData("order/45453571/cancellation", """{"combined":"ABCD-12345678","quantity":1}""")]
    [InlineData("order/45453571/cancellation", """{"id":12345678,"external_ref":"ABCD","quantity":1}""")]
    [InlineData("order/by-external-ref/POS-584551/cancellation", """{"id":12345678,"quantity":1}""")]
    [InlineData("order/by-external-ref/POS-584551/cancellation", """{"combined":"ABCD-12345678","quantity":1}""")]
    [InlineData("order/by-combined/POS-584551-45453571/cancellation", """{"id":12345678,"quantity":1}""")]
    [InlineData("order/by-combined/POS-584551-45453571/cancellation", """{"external_ref":"ABCD","quantity":1}""")]
    public async Task Items_must_use_the_addressing_of_the_order(string path, string item) =>
        await RejectedAsync(path, """{"items":[""" + item + "]}", 400, "Invalid item specified, index 0");

    [Theory]
    [InlineData("ABCD-12345679")]
    [InlineData("EFGH-12345678")]
    [InlineData("ABCD")]
    [InlineData("12345678")]
    [InlineData("-12345678")]
    [InlineData("ABCD-")]
    [InlineData("ABCD-12345678-")]
    public async Task The_ID_and_reference_of_a_combined_item_must_match(string combined) => await RejectedAsync(
        "order/by-combined/POS-584551-45453571/cancellation",
        $$"""{"items":[{"combined":"{{combined}}","quantity":1}]}""", 400, "Invalid item specified, index 0");

    [Theory]
    [InlineData("order/99999999/cancellation", """{"id":12345678,"quantity":1}""")]
    [InlineData("order/by-external-ref/POS-0/cancellation", """{"external_ref":"ABCD","quantity":1}""")]
    [InlineData("order/by-external-ref/pos-584551/cancellation", """{"external_ref":"ABCD","quantity":1}""")]
    [InlineData("order/by-external-ref/45453571/cancellation", """{"external_ref":"ABCD","quantity":1}""")]
    [InlineData("order/by-combined/POS-584551-45453572/cancellation", """{"combined":"ABCD-12345678","quantity":1}""")]
    [InlineData("order/by-combined/POS-584552-45453571/cancellation", """{"combined":"ABCD-12345678","quantity":1}""")]
    public async Task An_unknown_order_is_rejected_with_404(string path, string item) =>
        await RejectedAsync(path, """{"items":[""" + item + "]}", 404, "Order not found");

    [Theory]
    [InlineData("", "Missing reference")]
    [InlineData("\"reference\":\"\",", "Invalid reference")]
    [InlineData("\"reference\":\" \",", "Invalid reference")]
    [InlineData("\"reference\":null,", "Invalid reference")]
    [InlineData("\"reference\":17,", "Invalid reference")]
    public async Task A_return_needs_a_reference(string reference, string message) => await RejectedAsync(
        "order/45453572/return", "{" + reference + "\"items\":[{\"id\":12345680,\"quantity\":1}]}", 400, message);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("17")]
    public async Task The_optional_reference_of_a_cancellation_must_be_text(string reference) => await RejectedAsync(
        "order/45453571/cancellation",
        "{\"reference\":" + reference + ",\"items\":[{\"id\":12345678,\"quantity\":1}]}", 400, "Invalid reference");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Another_content_type_is_rejected_with_415(string contentType)
    {
        Reply reply = await _client.PostAsync("order/45453571/cancellation", GoodBody, contentType);

        Assert.Equal((415, """{"error":{"message":"Content type must be application/json","code":0}}"""), reply.Said);
    }

    [Fact]
    public async Task A_missing_content_type_is_rejected_with_415()
    {
        string token = await _client.TokenAsync(SandboxClient.CancellationScope);

        Reply reply = await _client.SendAsync(HttpMethod.Post, "order/45453571/cancellation", GoodBody, null, "Bearer " + token);

        Assert.Equal(415, reply.Status);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Another_method_is_rejected_with_405(string method)
    {
        Reply reply = await _client.SendAsync(new HttpMethod(method), "order/45453571/cancellation", null, null, null);

        Assert.Equal((405, """{"error":{"message":"Method not allowed","code":0}}"""), reply.Said);
        Assert.Equal("POST", reply.Headers["Allow"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("order")]
    [InlineData("order/45453571")]
    [InlineData("order/45453571/refund")]
    [InlineData("order/45453571/Cancellation")]
    [InlineData("order/45453571/cancellation/")]
    [InlineData("order//cancellation")]
    [InlineData("order/abc/cancellation")]
    [InlineData("order/+1/cancellation")]
    [InlineData("order/99999999999999999999/cancellation")]
    [InlineData("order/by-external-ref/cancellation")]
    [InlineData("order/by-external-ref//cancellation")]
    [InlineData("order/by-combined/POS-584551/45453571/cancellation")]
    [InlineData("order/by-combined/45453571/cancellation")]
    [InlineData("order/by-combined/-45453571/cancellation")]
    [InlineData("order/by-name/POS-584551/cancellation")]
    [InlineData("orders/45453571/cancellation")]
    [InlineData("v2.3/order/45453571/cancellation")]
    [InlineData("token/")]
    public async Task An_unknown_path_is_rejected_with_404(string path) => await RejectedAsync(path, GoodBody, 404, "Not found");

    private async Task RejectedAsync(string path, string body, int status, string message)
    {
        Reply reply = await _client.PostAsync(path, body);

        Assert.Equal((status, $$$"""{"error":{"message":"{{{message}}}","code":0}}"""), reply.Said);
        Assert.Equal("application/json", reply.Headers["Content-Type"]);
    }
}
