using System.Management.Automation;

namespace KornitX.Orders;

/// <summary>
/// Rejects values that are not whole numbers with a plain message. The parameter's type rejects them too, such as in a proxy
/// function, which drops this attribute, but with PowerShell's conversion error.
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
