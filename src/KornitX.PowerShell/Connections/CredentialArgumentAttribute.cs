using System.Security;

namespace KornitX.Commands;

/// <summary>
/// Accepts a PSCredential only. PowerShell's own attribute prompts for a missing user name or password, and an unattended job
/// would wait for the response. Its own conversion repeats the value in the error.
/// </summary>
internal sealed class CredentialArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the credential is that of a proxy.</summary>
    public bool IsProxy { get; init; }

    private string Advice => IsProxy
        ? "Pass a PSCredential, such as (Get-Credential), with the proxy's user name and password"
        : "Pass a PSCredential, such as (Get-Credential) or (Get-Secret -Name KornitX), with the client ID as the user name and the client "
            + "secret as the password";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        string problem = given switch
        {
            PSCredential { UserName.Length: > 0, Password.Length: > 0 } => "",
            PSCredential => "The credential has no user name or no password.",
            SecureString => "A SecureString contains only the client secret.",
            null or "" => "The credential is empty.",
            _ => $"A {WrongArgument.TypeName(given)} is not a credential.",
        };
        string orSecret = given is SecureString or string && !IsProxy
            ? "; or use -ClientId and -ClientSecret, which takes a SecureString"
            : "";
        return problem.Length == 0 ? given! : throw new ArgumentTransformationMetadataException($"{problem} {Advice}{orSecret}.");
    }
}
