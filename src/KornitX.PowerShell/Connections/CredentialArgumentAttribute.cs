using System.Management.Automation;
using System.Security;

namespace KornitX.Connections;

/// <summary>
/// Takes a credential and nothing else. PowerShell's own attribute asks for a user name or a password where they are missing,
/// and a job that nobody sits at would wait for the answer.
/// </summary>
internal sealed class CredentialArgumentAttribute : ArgumentTransformationAttribute
{
    private const string Advice = "Pass a PSCredential, such as (Get-Credential) or (Get-Secret -Name KornitX), with the client id as the user name and the client secret as the password";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        string problem = given switch
        {
            PSCredential { UserName.Length: > 0, Password.Length: > 0 } => "",
            PSCredential => "The credential has no user name or no password.",
            SecureString => "A SecureString is only the client secret.",
            null or "" => "The credential is empty.",
            string => "A text is no credential.",
            _ => $"A {given.GetType().Name} is no credential.",
        };
        return problem.Length == 0 ? given! : throw new ArgumentTransformationMetadataException(
            $"{problem} {Advice}{(given is SecureString or string ? "; or use -ClientId and -ClientSecret, a SecureString" : "")}.");
    }
}
