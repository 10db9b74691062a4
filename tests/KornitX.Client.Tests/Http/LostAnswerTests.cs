using System.IO.Compression;
using System.Text;

namespace KornitX.Client.Tests;

/// <summary>The request was sent and no complete response came back: it may be booked, and is never sent again.</summary>
public sealed class LostAnswerTests
{
    private const string Created = "Created 254001 [12345678 of 45453571, line 5]";

    [Fact]
    public async Task Connection_closed_after_the_request_was_read()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.CloseRead, Answer.Booked());

        Assert.StartsWith("Unknown: ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Single(rig.Api.Requests);
        Assert.Equal(1, rig.Api.Connections);
    }

#if !NETFRAMEWORK
    /// <summary>.NET's own name for it, (ResponseEnded), says nothing to a person.</summary>
    [Fact]
    public async Task The_message_is_plain_text()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.CloseRead);

        Assert.Equal("Unknown: The response ended prematurely", await rig.SendAsync());
    }
#endif

    [Fact]
    public async Task Connection_closed_before_the_request_was_read()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.CloseUnread, Answer.Booked());

        Assert.StartsWith("Unknown: ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Empty(rig.Api.Requests);
        Assert.Equal(1, rig.Api.Connections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reused_connection_closed_during_the_next_request(bool read)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Booked(), read ? Answer.CloseRead : Answer.CloseUnread, Answer.Booked());

        Assert.Equal(Created, await rig.SendAsync());
        Assert.StartsWith("Unknown: ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Equal(read ? 2 : 1, rig.Api.Requests.Count);
        Assert.Equal(1, rig.Api.Connections);
    }

    [Fact]
    public async Task A_connection_closed_earlier_is_not_reused()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Booked().ThenClose(), Answer.Booked());

        Assert.Equal(Created, await rig.SendAsync());
        await rig.Api.ClosedAsync(1);
        Assert.Equal(Created, await rig.SendAsync());
        Assert.Equal([1, 2], rig.Api.Requests.Select(request => request.Connection));
    }

    [Fact]
    public async Task No_response_within_the_timeout()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Hang, Answer.Booked());

        Task<string> sending = rig.SendAsync();
        await rig.Api.RequestAsync(1);
        rig.Clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal("Unknown: no complete response within 100 s", await sending);
        Assert.Single(rig.Api.Requests);
        Assert.Equal(1, rig.Api.Connections);
    }

    [Fact]
    public async Task A_response_just_within_the_timeout_is_read()
    {
        TaskCompletionSource late = new();
        using Rig rig = new();
        rig.Api.Answers(Answer.Booked().After(late.Task));

        Task<string> sending = rig.SendAsync();
        await rig.Api.RequestAsync(1);
        rig.Clock.Advance(TimeSpan.FromSeconds(99.9));
        late.SetResult();

        Assert.Equal(Created, await sending);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n[{\"id\":254001,")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{\"id\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n[{\"id\":254001}]")]
    public async Task Response_that_continues_after_the_timeout(string beginning)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Raw(beginning).ThenHang(), Answer.Booked());

        await AssertTimesOutAsync(rig);
    }

    [Fact(Skip = NetFrameworkSkip.CompressedPieces)]
    public async Task Compressed_response_that_continues_after_the_timeout()
    {
        using MemoryStream packed = new();
        using GZipStream packing = new(packed, CompressionMode.Compress);
        packing.Write(Encoding.UTF8.GetBytes("[{\"id\":254001}"));
        packing.Flush();
        using Rig rig = new();
        rig.Api.Answers(new Answer
        {
            Bytes = [.. Encoding.ASCII.GetBytes(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9999\r\n\r\n"), .. packed.ToArray()],
        }.ThenHang());

        await AssertTimesOutAsync(rig);
    }

    /// <summary>The client reads the beginning or not before its time is up: either way it is unknown.</summary>
    private static async Task AssertTimesOutAsync(Rig rig)
    {
        Task<string> sending = rig.SendAsync();
        await rig.Api.RequestAsync(1);
        await rig.Api.AnsweredAsync(1);
        rig.Clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Matches(
            "^Unknown: (no complete response within 100 s|HTTP 200: no complete response within 100 s, which does not confirm the "
                + "booking)$",
            await sending);
        Assert.Single(rig.Api.Requests);
        Assert.Equal(1, rig.Api.Connections);
    }
}
