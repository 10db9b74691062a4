namespace KornitX.Commands;

/// <summary>
/// Accepts a Uri or the text of one. PowerShell's own conversion repeats a value that it can't read, and it may contain a password.
/// </summary>
internal sealed class AddressArgumentAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            Uri address => address,
            string text when Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out Uri? address) => address,
            string => throw new ArgumentTransformationMetadataException(
                "The value can't be read as an address. It is not shown, because it may contain a password."),
            object other => throw new ArgumentTransformationMetadataException($"A {WrongArgument.TypeName(other)} is not an address."),
        };
}
