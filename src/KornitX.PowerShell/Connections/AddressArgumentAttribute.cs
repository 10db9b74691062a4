namespace KornitX.Commands;

/// <summary>Accepts a Uri or the text of one, which may contain a password.</summary>
internal sealed class AddressArgumentAttribute : SafeArgumentAttribute
{
    protected override object? Read(object? value) => value switch
    {
        null or Uri => value,
        string text when Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out Uri? address) => address,
        string => throw Invalid("The value can't be read as an address. It is not shown, because it may contain a password."),
        _ => throw Invalid($"A {TypeName(value)} is not an address."),
    };
}
