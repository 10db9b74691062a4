namespace KornitX.Client;

/// <summary>
/// The account that a journal belongs to. An order that was booked in a sandbox or by another client is not booked for this
/// account.
/// </summary>
/// <param name="ApiUri">The API's root: scheme, host, port unless it is the default, and path, with a slash at the end.</param>
/// <param name="ClientId">The client ID of the OAuth user.</param>
public sealed record JournalAccount(string ApiUri, string ClientId)
{
    /// <summary>Creates the account of a client.</summary>
    public JournalAccount(Uri apiUri, string clientId)
        : this(KornitXClientOptions.Format(apiUri).TrimEnd('/') + "/", clientId)
    {
    }

    /// <summary>
    /// Whether it is the account of a practice server: the client ID that each sandbox accepts, at an address of this machine. The
    /// address alone does not tell, because it may be a tunnel to KornitX.
    /// </summary>
    public bool IsSandbox =>
        ClientId == "sandbox" && Uri.TryCreate(ApiUri, UriKind.Absolute, out Uri? address) && address.IsLoopback;

    /// <summary>Returns the account as messages show it.</summary>
    public override string ToString() => $"client '{DisplayText.Visible(ClientId, DisplayText.Longest)}' at {DisplayText.Sanitize(ApiUri)}";
}
