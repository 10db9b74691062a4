using System.Security;

namespace KornitX.Commands;

/// <summary>
/// Accepts a PSCredential only. PowerShell's own attribute prompts for a missing user name or password, and an unattended job
/// would wait for the response.
/// </summary>
internal sealed class CredentialArgumentAttribute : SafeArgumentAttribute
{
    /// <summary>Whether the credential is that of a proxy.</summary>
    public bool IsProxy { get; init; }

    private string Advice => IsProxy
        ? "Pass a PSCredential, such as (Get-Credential), with the proxy's user name and password"
        : "Pass a PSCredential, such as (Get-Credential) or (Get-Secret -Name KornitX), with the client ID as the user name and the client "
            + "secret as the password";

    protected override object? Read(object? value)
    {
        string? problem = value switch
        {
            PSCredential { UserName.Length: > 0, Password.Length: > 0 } => null,
            PSCredential => "The credential has no user name or no password.",
            SecureString => "A SecureString contains only the client secret.",
            null or "" => "The credential is empty.",
            _ => $"A {TypeName(value)} is not a credential.",
        };
        string orSecret = value is SecureString or string && !IsProxy
            ? "; or use -ClientId and -ClientSecret, which takes a SecureString"
            : "";
        return problem is null ? value : throw Invalid($"{problem} {Advice}{orSecret}.");
    }
}
