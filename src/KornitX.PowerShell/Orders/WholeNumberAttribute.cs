using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>
/// Lets a number through to its parameter only as an integer or as plain digits. PowerShell itself would make 2 of 1.5,
/// 1000 of '1,000' and 1 of $true, and that many items would be cancelled.
/// </summary>
internal sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object raw = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (RowValue.IsInteger(raw) || (raw is string && RowValue.TryWholeNumber(raw, long.MaxValue, out _)))
            return inputData;
        throw new ArgumentTransformationMetadataException(
            raw is null ? "A whole number is missing." : $"The value {RowValue.Show(raw)} is not a whole number.");
    }
}
