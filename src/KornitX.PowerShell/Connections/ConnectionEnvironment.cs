using System.Net;

namespace KornitX.Commands;

/// <summary>Reads what Connect-KornitX takes from the environment if its parameters are not specified.</summary>
internal static class ConnectionEnvironment
{
    /// <summary>The credential in the environment; writes a terminating error if it is not set.</summary>
    public static NetworkCredential Credential(PSCmdlet command)
    {
        string? id = Environment.GetEnvironmentVariable("KORNITX_CLIENT_ID");
        string? secret = Environment.GetEnvironmentVariable("KORNITX_CLIENT_SECRET");
        if (string.IsNullOrWhiteSpace(id) || string.IsNullOrWhiteSpace(secret))
            command.ThrowTerminatingError(ConnectionErrors.NoCredential());
        return new NetworkCredential(id, secret);
    }

    /// <summary>
    /// The address that was specified, or the one in the environment, or the default; writes a terminating error if it can't be used.
    /// </summary>
    public static Uri Address(PSCmdlet command, string name, Uri? specified, string variable, Uri defaultUri)
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
            command.ThrowTerminatingError(ConnectionErrors.BadAddress(name, uri, problem));
        return uri;
    }
}
