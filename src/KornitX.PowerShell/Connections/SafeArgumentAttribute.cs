namespace KornitX.Commands;

/// <summary>
/// Reads an argument that may be or contain a secret. PowerShell's own conversion repeats a value that it can't read in its error.
/// </summary>
internal abstract class SafeArgumentAttribute : ArgumentTransformationAttribute
{
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Read(inputData is PSObject wrapped ? wrapped.BaseObject : inputData);

    protected abstract object? Read(object? value);

    /// <summary>Creates the error for a value, whose message must not contain it.</summary>
    protected static ArgumentTransformationMetadataException Invalid(string message) => new(message);

    protected static string TypeName(object value) => value is string ? "string" : value.GetType().Name;
}
