namespace KornitX.Client.Tests;

/// <summary>A sales channel's reference may be nearly any text, and must arrive as itself.</summary>
public sealed class EscapingTests
{
    [Theory]
    [InlineData("POS-584551", "POS-584551")]
    [InlineData("A/B", "A%2FB")]
    [InlineData("A\\B", "A%5CB")]
    [InlineData("A?B", "A%3FB")]
    [InlineData("A#B", "A%23B")]
    [InlineData("100%", "100%25")]
    [InlineData("A%2FB", "A%252FB")]
    [InlineData("A%2fB", "A%252fB")]
    [InlineData("%41", "%2541")]
    [InlineData("A+B", "A%2BB")]
    [InlineData("A&B=C", "A%26B%3DC")]
    [InlineData("A B", "A%20B")]
    [InlineData(" A ", "%20A%20")]
    [InlineData("A;B:C@D,E", "A%3BB%3AC%40D%2CE")]
    [InlineData("'A'", "%27A%27")]
    [InlineData("\"A\"", "%22A%22")]
    [InlineData("A!*()$", "A%21%2A%28%29%24")]
    [InlineData("<A>[B]{C}|^`", "%3CA%3E%5BB%5D%7BC%7D%7C%5E%60")]
    [InlineData("A.B_C~D", "A.B_C~D")]
    [InlineData("...", "...")]
    [InlineData("..A", "..A")]
    [InlineData("../../x", "..%2F..%2Fx")]
    [InlineData("-", "-")]
    [InlineData("-A--B-", "-A--B-")]
    [InlineData("ä", "%C3%A4")]
    [InlineData("a\u0308", "a%CC%88")]
    [InlineData("€", "%E2%82%AC")]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("注文", "%E6%B3%A8%E6%96%87")]
    [InlineData("A\u200EB\u202EC", "A%E2%80%8EB%E2%80%AEC", Skip = NetFrameworkSkip.DirectionMarks)]
    [InlineData("\uFEFFA\uE000", "%EF%BB%BFA%EE%80%80")]
    public async Task A_reference_is_one_escaped_segment_of_the_path(string reference, string segment)
    {
        using Rig rig = new();

        await rig.SendAsync(Cancel(OrderAddress.ByExternalRef(reference), "ABCD"));
        await rig.SendAsync(Cancel(OrderAddress.ByCombined(reference, 45453571), "ABCD"));

        Assert.Equal($"POST /order/by-external-ref/{segment}/cancellation HTTP/1.1", rig.Api.Requests[0].Line);
        Assert.Equal($"POST /order/by-combined/{segment}-45453571/cancellation HTTP/1.1", rig.Api.Requests[1].Line);
    }

    [Theory]
    [InlineData(".", ".-45453571")]
    [InlineData("..", "..-45453571")]
    public async Task Dots_followed_by_an_ID_are_not_path_segments(string reference, string segment)
    {
        using Rig rig = new();

        await rig.SendAsync(Cancel(OrderAddress.ByCombined(reference, 45453571), "ABCD"));

        Assert.Equal($"POST /order/by-combined/{segment}/cancellation HTTP/1.1", rig.Api.Requests[0].Line);
    }

    [Theory]
    [InlineData("\"A\"", "\\\"A\\\"")]
    [InlineData("A\\B", "A\\\\B")]
    [InlineData("A/B", "A/B")]
    [InlineData("'A' & <B>+", "'A' & <B>+")]
    [InlineData("%2F", "%2F")]
    [InlineData("äöü€ß", "äöü€ß")]
    [InlineData("注文", "注文")]
    [InlineData("😀", "\\uD83D\\uDE00")]
    [InlineData("A\u2028B", "A\\u2028B")]
    public async Task A_reference_is_one_escaped_string_in_the_body(string reference, string json)
    {
        using Rig rig = new();

        await rig.SendAsync(new BookingRequest(
            Operation.Return, OrderAddress.ByExternalRef("POS-584551"), reference, [new RequestItem(null, reference, 1)]));
        await rig.SendAsync(new BookingRequest(
            Operation.Return, OrderAddress.ByCombined("POS-584551", 45453571), reference, [new RequestItem(7, reference, 1)]));

        Assert.Equal($$"""{"reference":"{{json}}","items":[{"external_ref":"{{json}}","quantity":1}]}""", rig.Api.Requests[0].Text);
        Assert.Equal($$"""{"reference":"{{json}}","items":[{"combined":"{{json}}-7","quantity":1}]}""", rig.Api.Requests[1].Text);
    }

    private static BookingRequest Cancel(OrderAddress order, string item) =>
        new(Operation.Cancellation, order, null, [new RequestItem(7, item, 1)]);
}
