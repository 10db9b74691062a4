namespace KornitX.Client.Tests;

/// <summary>Each outcome has the status code of the response that decided it.</summary>
public sealed class StatusCodeTests
{
    [Theory]
    [InlineData(201, """[{"id":254001}]""", "Created 254001 []")]
    [InlineData(200, "[]", "Unknown: HTTP 200: [], which does not confirm the booking")]
    [InlineData(422, "", "Rejected 422: (null)")]
    [InlineData(429, "", "NotSent RateLimited x1: HTTP 429")]
    [InlineData(401, "", "NotSent AuthenticationFailed x1: HTTP 401")]
    [InlineData(503, "", "Unknown: HTTP 503")]
    public async Task A_response_has_a_status_code(int status, string body, string outcome)
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Of(status, body));

        Outcome result = await rig.Client.SendAsync(Rig.Request);

        Assert.Equal((outcome, status), (result.Describe(), result.StatusCode));
    }

    [Fact]
    public async Task A_lost_response_has_none()
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.CloseRead);

        Assert.Null(Assert.IsType<Outcome.Unknown>(await rig.Client.SendAsync(Rig.Request)).StatusCode);
    }
}
