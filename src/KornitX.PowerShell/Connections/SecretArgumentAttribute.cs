using System.Security;

namespace KornitX.Commands;

/// <summary>Accepts a SecureString only.</summary>
internal sealed class SecretArgumentAttribute : SafeArgumentAttribute
{
    private const string Advice = "Pass a SecureString, such as (Read-Host -AsSecureString) or that of a vault.";

    protected override object? Read(object? value) => value switch
    {
        SecureString { Length: > 0 } => value,
        null or SecureString => throw Invalid($"The client secret is empty. {Advice}"),
        PSCredential => throw Invalid("A PSCredential is not a SecureString. Pass it as -Credential, without -ClientId."),
        _ => throw Invalid($"A {TypeName(value)} is not a SecureString. {Advice}"),
    };
}
