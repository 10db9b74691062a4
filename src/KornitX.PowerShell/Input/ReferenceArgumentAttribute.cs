using System.Runtime.CompilerServices;

namespace KornitX.Commands;

/// <summary>
/// Accepts what can be a reference in a row: text, whole numbers and Guids. PowerShell converts everything to text, such as a script
/// block that is meant for each row, and KornitX accepts any text.
/// </summary>
/// <param name="parameter">The name of the parameter.</param>
internal sealed class ReferenceArgumentAttribute([CallerMemberName] string parameter = "") : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputRows.Unwrap(inputData);
        if (value is null or string)
            return inputData;
        if (RowValue.AsReference(value) is not { } reference)
        {
            string advice = value is ScriptBlock
                ? $"It is not run for each row. Put the value in a column named {parameter} instead"
                : "Pass the reference itself, as text";
            object shown = value is PSObject { BaseObject: PSCustomObject bag } ? bag : value;
            throw new ArgumentTransformationMetadataException(
                $"The value {RowValue.Show(shown)} is not text, a whole number or a Guid. {advice}.");
        }

        // PowerShell keeps the text of a number that was typed: 007 is not 7.
        string typed = LanguagePrimitives.ConvertTo<string>(inputData);
        return typed == LanguagePrimitives.ConvertTo<string>(value) ? reference : typed;
    }
}
