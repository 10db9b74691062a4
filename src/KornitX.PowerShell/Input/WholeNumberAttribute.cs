namespace KornitX.Commands;

/// <summary>
/// Rejects values that are not whole numbers with a plain message. The parameter's type rejects them too, such as in a proxy
/// function, which drops this attribute, but with PowerShell's conversion error.
/// </summary>
internal sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    /// <summary>The parameter that takes a reference instead of the number, if any.</summary>
    public string? ReferenceParameter { get; set; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return WholeNumber.Parse(inputData);
        }
        catch (PSInvalidCastException exception)
        {
            string hint = ReferenceParameter is not null && LanguagePrimitives.ConvertTo<object>(inputData) is string
                ? $" A reference goes to -{ReferenceParameter}."
                : "";
            throw new ArgumentTransformationMetadataException(exception.Message + hint, exception);
        }
    }
}
