namespace KornitX.Client.Tests;

/// <summary>How long a token is used.</summary>
public sealed class TokenLifetimeTests
{
    /// <param name="expiresIn">The field as the server writes it.</param>
    /// <param name="lastUse">The last tenth of a second at which the token is still used.</param>
    [Theory]
    [InlineData("3600", 35_399)]
    [InlineData("\"3600\"", 35_399)]
    [InlineData("3600.5", 35_404)]
    [InlineData("600", 5_399)]
    [InlineData("100", 899)]
    [InlineData("10", 89)]
    [InlineData("1", 8)]
    // Longer than any calendar, so cut to a year.
    [InlineData("1e9", 315_359_399)]
    [InlineData("99999999999999999999", 315_359_399)]
    [InlineData("1e300", 315_359_399)]
    public async Task A_token_is_renewed_shortly_before_it_expires(string expiresIn, long lastUse)
    {
        using Rig rig = new();
        rig.Tokens.Answers(n => Token(n, $"\"expires_in\":{expiresIn},"));

        await rig.SendAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(lastUse / 10.0));
        await rig.SendAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await rig.SendAsync();

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], Authorizations(rig));
        Assert.Equal(2, rig.Tokens.Requests.Count);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_is_used_until_it_expires()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(n => n == 2 || n == 4 ? Answer.Refused(500, "down") : Token(n, "\"expires_in\":600,"));

        await rig.SendAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(599));
        await rig.SendAsync();
        await rig.SendAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(600));

        Assert.StartsWith("NotSent Unreachable x1: ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-3"], Authorizations(rig));
    }

    [Fact]
    public async Task A_refused_token_is_not_used_again_when_it_cannot_be_renewed()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(n => n == 1 ? Token(n, "\"expires_in\":600,") : Answer.Refused(500, "down"));
        rig.Api.Answers(_ => Answer.Refused(401, "expired"));

        Assert.StartsWith("NotSent Unreachable x1: ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.StartsWith("NotSent Unreachable x1: ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Equal(["Bearer token-1"], Authorizations(rig));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"expires_in\":null,")]
    [InlineData("\"expires_in\":0,")]
    [InlineData("\"expires_in\":\"0\",")]
    [InlineData("\"expires_in\":-5,")]
    [InlineData("\"expires_in\":\"abc\",")]
    [InlineData("\"expires_in\":\"\",")]
    [InlineData("\"expires_in\":\"3.600,5\",")]
    [InlineData("\"expires_in\":\"NaN\",")]
    [InlineData("\"expires_in\":\"\\ud83d\",")]
    [InlineData("\"expires_in\":true,")]
    [InlineData("\"expires_in\":[3600],")]
    public async Task A_token_without_a_usable_lifetime_is_used_until_it_is_refused(string expiresIn)
    {
        using Rig rig = new();
        rig.Tokens.Answers(n => Token(n, expiresIn));
        rig.Api.Answers(Answer.Booked(), Answer.Booked(), Answer.Refused(401, "expired"), Answer.Booked());

        await rig.SendAsync();
        rig.Clock.Advance(TimeSpan.FromDays(1000));
        await rig.SendAsync();
        await rig.SendAsync();

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-1", "Bearer token-2"], Authorizations(rig));
    }

    [Theory]
    [InlineData("\"expires_in\":3600,", "2026-01-01T01:00:00.0000000+00:00")]
    [InlineData("\"expires_in\":\"90\",", "2026-01-01T00:01:30.0000000+00:00")]
    [InlineData("\"expires_in\":1e9,", "2027-01-01T00:00:00.0000000+00:00")]
    [InlineData("", null)]
    [InlineData("\"expires_in\":-5,", null)]
    public async Task A_grant_has_the_expiry_time_of_its_token(string expiresIn, string? expiresAt)
    {
        using Rig rig = new();
        rig.Tokens.Answers(n => Token(n, expiresIn));

        TokenGrant grant = await rig.Client.RequestTokenAsync(Operation.Return);

        Assert.True(grant.Granted);
        Assert.Equal(expiresAt, grant.ExpiresAt?.ToString("o"));
    }

    private static Answer Token(int n, string expiresIn) =>
        Answer.Of(200, $$"""{"token_type":"Bearer",{{expiresIn}}"access_token":"token-{{n}}"}""");

    private static string[] Authorizations(Rig rig) =>
        [.. rig.Api.Requests.SelectMany(request => request.Header("Authorization"))];
}
