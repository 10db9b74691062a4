using System.Runtime.CompilerServices;

namespace KornitX.Commands;

/// <summary>
/// Accepts what can be a reference: text, numbers and Guids. PowerShell converts everything to text, such as a script block that is meant
/// for each row, and KornitX accepts any text.
/// </summary>
/// <param name="parameter">The name of the parameter.</param>
internal sealed class ReferenceArgumentAttribute([CallerMemberName] string parameter = "") : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputRows.Unwrap(inputData);
        if (value is null or string)
            return inputData;
        string typed = LanguagePrimitives.ConvertTo<string>(inputData);
        // PowerShell keeps the text of a number that was typed: 007 is not 7.
        if (RowValue.AsReference(value) is { } reference)
            return typed == LanguagePrimitives.ConvertTo<string>(value) ? reference : typed;
        if (value is double or float or decimal)
            return typed;

        string advice = value is ScriptBlock
            ? $"It is not run for each row. Put the value in a column named {parameter} instead"
            : "Pass the reference itself, as text";
        object shown = value is PSObject { BaseObject: PSCustomObject bag } ? bag : value;
        throw new ArgumentTransformationMetadataException(
            $"The value {RowValue.Show(shown)} is not text, a number or a Guid. {advice}.");
    }
}
