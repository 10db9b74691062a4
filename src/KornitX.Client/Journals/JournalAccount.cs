namespace KornitX.Client;

/// <summary>
/// The account that a journal belongs to. An order that was booked in a sandbox or by another client is not booked for this
/// account.
/// </summary>
public sealed record JournalAccount
{
    /// <summary>Creates the account of a client.</summary>
    /// <param name="apiUri">The API's root.</param>
    /// <param name="clientId">The client ID of the OAuth user.</param>
    public JournalAccount(Uri apiUri, string clientId)
        : this(KornitXClientOptions.Format(apiUri).TrimEnd('/') + "/", clientId)
    {
    }

    internal JournalAccount(string apiUri, string clientId)
    {
        ApiUri = apiUri;
        ClientId = clientId;
    }

    /// <summary>The API's root: scheme, host, port unless it is the default, and path, with a slash at the end.</summary>
    public string ApiUri { get; }

    /// <summary>The client ID of the OAuth user.</summary>
    public string ClientId { get; }

    /// <summary>
    /// Whether it is the account of a practice server: the client ID that each sandbox accepts, at an address of this machine. The
    /// address alone does not tell, because it may be a tunnel to KornitX.
    /// </summary>
    public bool IsSandbox =>
        ClientId == "sandbox" && Uri.TryCreate(ApiUri, UriKind.Absolute, out Uri? address) && address.IsLoopback;

    /// <summary>Returns the account as messages show it.</summary>
    public override string ToString() => $"client '{DisplayText.Visible(ClientId, DisplayText.Longest)}' at {DisplayText.Sanitize(ApiUri)}";
}
