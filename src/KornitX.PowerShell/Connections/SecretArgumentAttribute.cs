using System.Security;

namespace KornitX.Commands;

/// <summary>
/// Accepts a SecureString only. PowerShell's own conversion repeats a value of another type in the error, and it may be the secret.
/// </summary>
internal sealed class SecretArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            SecureString { Length: > 0 } secret => secret,
            null or SecureString => throw new ArgumentTransformationMetadataException($"The client secret is empty. {Advice}"),
            PSCredential => throw new ArgumentTransformationMetadataException(
                "A PSCredential is not a SecureString. Pass it as -Credential, without -ClientId."),
            object other => throw new ArgumentTransformationMetadataException(
                $"A {WrongArgument.TypeName(other)} is not a SecureString. {Advice}"),
        };

    private const string Advice = "Pass a SecureString, such as (Read-Host -AsSecureString) or that of a vault.";
}
