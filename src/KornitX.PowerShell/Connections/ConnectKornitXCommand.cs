using System.Net;
using System.Security;

namespace KornitX.Commands;

/// <summary>Connects this session to KornitX.</summary>
/// <remarks>
/// <para>
/// Requests an access token for each operation with the client ID and the client secret of a KornitX OAuth user, and keeps
/// the connection for the commands that follow in this runspace. A wrong secret therefore fails here and not at the first
/// order. Tokens are renewed automatically.
/// </para>
/// <para>
/// The client ID and secret come from -Credential, from -ClientId and -ClientSecret, from the environment variables
/// KORNITX_CLIENT_ID and KORNITX_CLIENT_SECRET if neither is specified, or from a sandbox.
/// </para>
/// <para>
/// If the OAuth user has the permission for one of the two operations only, the connection shows what is granted and what is
/// refused. If nothing is granted, that is an error.
/// </para>
/// </remarks>
/// <notes>
/// <para>
/// KornitX support issues the OAuth user and enables its permissions: api-sl-2-3.order-cancellation.create and
/// api-sl-2-3.order-return.create.
/// </para>
/// <para>
/// Requests to other machines use https only. The secret and the tokens never appear in output, errors, verbose or debug
/// messages, or journals.
/// </para>
/// </notes>
/// <example>
/// Connect with a credential that you enter.
/// <code>
/// PS> Connect-KornitX -Credential (Get-Credential)
/// </code>
/// The user name is the client ID, and the password is the client secret.
/// </example>
/// <example>
/// Connect unattended with a credential from a vault.
/// <code>
/// PS> Connect-KornitX -Credential (Get-Secret -Name KornitX)
/// </code>
/// Get-Secret is in the Microsoft.PowerShell.SecretManagement module.
/// </example>
/// <example>
/// Connect unattended with environment variables.
/// <code>
/// PS> Connect-KornitX
/// </code>
/// Set KORNITX_CLIENT_ID and KORNITX_CLIENT_SECRET in the CI system, the container, or the service that runs the job.
/// </example>
/// <example>
/// Use several accounts in one session.
/// <code>
/// PS> $north = Connect-KornitX (Get-Secret KornitX-North) -PassThru
/// PS> $south = Connect-KornitX (Get-Secret KornitX-South) -PassThru
/// PS> Import-Csv north.csv | New-KornitXCancellation -Connection $north
/// PS> Import-Csv south.csv | New-KornitXCancellation -Connection $south
/// </code>
/// Commands without -Connection use the last connection. -Verbose shows when a connection is replaced.
/// </example>
/// <example>
/// Connect to a sandbox.
/// <code>
/// PS> Start-KornitXSandbox | Connect-KornitX -PassThru
///
/// ClientId       Granted              Refused      Destination
/// --------       -------              -------      -----------
/// sandbox        Cancellation, Return              sandbox at localhost:41231
/// </code>
/// </example>
/// <seealso cref="DisconnectKornitXCommand"/>
/// <seealso cref="GetKornitXConnectionCommand"/>
/// <seealso cref="TestKornitXConnectionCommand"/>
/// <seealso cref="StartKornitXSandboxCommand"/>
/// <seealso href="about_KornitX"/>
[Cmdlet(VerbsCommunications.Connect, "KornitX", DefaultParameterSetName = EnvironmentSet)]
[OutputType(typeof(Connection))]
public sealed class ConnectKornitXCommand : PSCmdlet, IDisposable
{
    private const string EnvironmentSet = "Environment";
    private const string CredentialSet = "Credential";
    private const string SecretSet = "ClientSecret";
    private const string SandboxSet = "Sandbox";

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Specifies the OAuth user: the user name is the client ID, and the password is the client secret.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet)]
    [CredentialArgument]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>Specifies the client ID of the OAuth user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    /// <summary>Specifies the client secret of the OAuth user.</summary>
    // Without a position, PowerShell's error repeats a secret that is passed without the parameter's name.
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = SecretSet)]
    [SecretArgument]
    public SecureString ClientSecret { get; set; } = new();

    /// <summary>Specifies a sandbox from Start-KornitXSandbox.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SandboxSet)]
    [ValidateNotNull]
    public Sandbox? Sandbox { get; set; }

    /// <summary>
    /// Specifies the root of the API. The default is the environment variable KORNITX_API_URI, or https://api-sl-2-3.kornitx.net/.
    /// </summary>
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = SecretSet)]
    [AddressArgument]
    [ValidateNotNull]
    public Uri? ApiUri { get; set; }

    /// <summary>
    /// Specifies the OAuth token endpoint. The default is the environment variable KORNITX_TOKEN_URI, or
    /// https://oauth.kornitx.net/token.
    /// </summary>
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = SecretSet)]
    [AddressArgument]
    [ValidateNotNull]
    public Uri? TokenUri { get; set; }

    /// <summary>Specifies the operations to request a token for.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateSet("Cancellation", "Return")]
    public string[] Operation { get; set; } = ["Cancellation", "Return"];

    /// <summary>
    /// Specifies how many seconds one HTTP request may take, from connecting to the last byte of the response. If an order has
    /// been sent and no response arrives in time, its outcome is unknown, so specify a generous value.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>
    /// Specifies how many times a request that definitely had no effect is retried: one that never reached KornitX, or that
    /// exceeded the rate limit. A request that may have been booked is never retried.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>
    /// Specifies the maximum number of requests to the API in any 60 minutes, over all runspaces that share the connection.
    /// Further requests wait. By default, requests wait only after KornitX has limited them.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RequestsPerHour { get; set; }

    /// <summary>
    /// Specifies the address of a proxy for all requests, such as http://proxy.example:3128. The default is the system's proxy,
    /// which is not used for addresses of this machine.
    /// </summary>
    [Parameter]
    [AddressArgument]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Specifies the user name and password for -Proxy.</summary>
    [Parameter]
    [CredentialArgument(IsProxy = true)]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Uses the credentials of the current user for -Proxy.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Sends all requests without a proxy, even if the system has one.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Returns the connection. By default, this command returns no output.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        KornitXClientOptions options = new()
        {
            ApiUri = FindAddress(nameof(ApiUri), Sandbox?.ApiUri ?? ApiUri, "KORNITX_API_URI", KornitXClientOptions.DefaultApiUri),
            TokenUri = FindAddress(
                nameof(TokenUri), Sandbox?.TokenUri ?? TokenUri, "KORNITX_TOKEN_URI", KornitXClientOptions.DefaultTokenUri),
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
            RequestsPerHour = RequestsPerHour,
            Proxy = CreateProxy(),
            NoProxy = NoProxy,
        };
        Connection connection = new(options, FindCredential(), Sandbox ?? SandboxStore.Find(options.ApiUri));

        List<TokenGrant> grants = RequestTokens(connection);
        // With one of two scopes refused, the connection can be used for the other one. Any other failure concerns both.
        TokenGrant? failed = grants.Find(grant => grant.Failure is { Reason: not NotSentReason.PermissionDenied })
            ?? (grants.TrueForAll(grant => !grant.Granted) ? grants[0] : null);
        if (failed is not null)
        {
            connection.Dispose();
            ThrowTerminatingError(ConnectionErrors.ConnectFailed(failed, connection.ClientId));
        }

        foreach (TokenGrant refused in grants.Where(grant => !grant.Granted))
            WriteVerbose($"KornitX refused {refused.Operation.Name} to this client: {refused.Failure!.Message}");

        if (ConnectionStore.Current is { IsConnected: true } replaced)
        {
            WriteVerbose(
                $"Replaced the session's connection, client ID '{replaced.ClientId}' {replaced.Destination}, "
                + $"with client ID '{connection.ClientId}' {connection.Destination}.");
        }

        ConnectionStore.Current = connection;
        if (PassThru)
            WriteObject(connection);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private List<TokenGrant> RequestTokens(Connection connection)
    {
        PipelineDispatcher dispatcher = new(this, _stop.Cancel);
        CommandObserver observer = new(this, dispatcher, "Connecting to KornitX");
        List<TokenGrant> grants = [];
        foreach (Operation operation in Operation.Distinct(StringComparer.OrdinalIgnoreCase).Select(Client.Operation.Parse))
        {
            TokenGrant grant = dispatcher.RunUntil(connection.Client!.RequestTokenAsync(operation, observer, _stop.Token));
            connection.SetGrant(grant);
            grants.Add(grant);
            // A wrong secret or an unreachable service fails for the second scope too.
            if (grant.Failure is { Reason: not NotSentReason.PermissionDenied })
                break;
        }

        observer.Done();
        return grants;
    }

    /// <summary>
    /// The proxy of -Proxy; null without it. Writes a terminating error for a combination that Invoke-RestMethod rejects, too.
    /// </summary>
    private WebProxy? CreateProxy()
    {
        const string Credentials = "-ProxyCredential and -ProxyUseDefaultCredentials";
        string? conflict =
            NoProxy && Proxy is not null ? "-Proxy and -NoProxy can't be used together. Specify one of them."
            : ProxyCredential is not null && ProxyUseDefaultCredentials ? $"{Credentials} can't be used together. Specify one of them."
            : Proxy is null && (ProxyCredential is not null || ProxyUseDefaultCredentials)
                ? $"{Credentials} need the address of the proxy. Specify -Proxy."
            : null;
        if (conflict is not null)
            ThrowTerminatingError(ConnectionErrors.ProxyConflict(conflict));
        if (Proxy is null)
            return null;
        if (KornitXClientOptions.FindProxyProblem(Proxy) is { } problem)
            ThrowTerminatingError(ConnectionErrors.BadAddress(nameof(Proxy), Proxy, problem));

        // .NET ignores the user in an address, which many tools take.
        string[] user = Uri.UnescapeDataString(Proxy.UserInfo).Split([':'], 2);
        return new WebProxy(new UriBuilder(Proxy) { UserName = "", Password = "" }.Uri)
        {
            Credentials = ProxyCredential is { } given ? new NetworkCredential(given.UserName, given.Password)
                : ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials
                : user[0].Length > 0 ? new NetworkCredential(user[0], user.Length == 2 ? user[1] : "")
                : null,
        };
    }

    /// <summary>The credential that was specified, or the one in the environment; writes a terminating error without one.</summary>
    private NetworkCredential FindCredential()
    {
        NetworkCredential found = ParameterSetName switch
        {
            CredentialSet => new(Credential.UserName, Credential.Password),
            SecretSet => new(ClientId, ClientSecret),
            SandboxSet => new(Sandbox!.ClientId, Sandbox.ClientSecret),
            _ => new(Environment.GetEnvironmentVariable("KORNITX_CLIENT_ID"), Environment.GetEnvironmentVariable("KORNITX_CLIENT_SECRET")),
        };
        // A file's last line feed is easily part of a variable.
        found = new NetworkCredential(found.UserName.Trim(), found.Password.Trim());
        if (ParameterSetName == EnvironmentSet && (found.UserName.Length == 0 || found.Password.Length == 0))
            ThrowTerminatingError(ConnectionErrors.NoCredential());
        return found;
    }

    /// <summary>
    /// The address that was specified, or the one in the environment, or the default; writes a terminating error if it can't be used.
    /// </summary>
    private Uri FindAddress(string name, Uri? specified, string variable, Uri defaultUri)
    {
        string text = (Environment.GetEnvironmentVariable(variable) ?? "").Trim();
        if (specified is null && text.Length > 0)
        {
            name = variable;
            // What can't be read at all is reported like an address that is not shown.
            specified = Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? read) ? read : new Uri("@", UriKind.Relative);
        }

        Uri uri = specified ?? defaultUri;
        if (KornitXClientOptions.FindProblem(uri) is { } problem)
            ThrowTerminatingError(ConnectionErrors.BadAddress(name, uri, problem));
        return uri;
    }
}
