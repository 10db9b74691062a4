using System.Management.Automation;

namespace KornitX.Orders;

/// <summary>
/// Says in one plain sentence why a value is no whole number. The type of the parameter refuses it too, where a proxy function has
/// dropped this attribute, but in PowerShell's own words.
/// </summary>
internal sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return WholeNumber.From(inputData);
        }
        catch (PSInvalidCastException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }
}
