using System.Management.Automation;
using System.Security;

namespace KornitX.Connections;

/// <summary>
/// Accepts a PSCredential only. PowerShell's own attribute prompts for a missing user name or password, and an unattended job
/// would wait for the answer.
/// </summary>
internal sealed class CredentialArgumentAttribute : ArgumentTransformationAttribute
{
    private const string Advice = "Pass a PSCredential, such as (Get-Credential) or (Get-Secret -Name KornitX), with the client ID as the user name and the client secret as the password";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        string problem = given switch
        {
            PSCredential { UserName.Length: > 0, Password.Length: > 0 } => "",
            PSCredential => "The credential has no user name or no password.",
            SecureString => "A SecureString contains only the client secret.",
            null or "" => "The credential is empty.",
            string => "A string is not a credential.",
            _ => $"A {given.GetType().Name} is not a credential.",
        };
        return problem.Length == 0 ? given! : throw new ArgumentTransformationMetadataException(
            $"{problem} {Advice}{(given is SecureString or string ? "; or use -ClientId and -ClientSecret, which takes a SecureString" : "")}.");
    }
}
