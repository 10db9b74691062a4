using System.ComponentModel;

namespace KornitX;

/// <summary>
/// The type of parameters that take a whole number: a number without a fraction, or text that consists of the digits 0 to 9. In
/// a function or a mock made from the command, the value is used like a [long].
/// </summary>
/// <remarks>
/// PowerShell converts 1.5 to 2, '0x10' to 16 and $true to 1, and that many items would be cancelled. The check is in a type because
/// proxy functions made with ProxyCommand keep the types of parameters but not their attributes. The type derives from PSObject
/// because all operators and conversions of PowerShell unwrap a PSObject, so that a script gets the number itself.
/// </remarks>
[TypeConverter(typeof(WholeNumberConverter))]
public sealed class WholeNumber : PSObject
{
    private WholeNumber(long value)
        : base(value) => Value = value;

    internal long Value { get; }

    /// <exception cref="PSInvalidCastException">The value is not a whole number.</exception>
    internal static WholeNumber Parse(object? value)
    {
        object? raw = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (raw)
        {
            case null:
                throw new PSInvalidCastException("A whole number is required.");
            case string when RowValue.TryWholeNumber(raw, long.MaxValue, out long digits):
                return new WholeNumber(digits);
            // Numbers below 1 are rejected later, with an error that names the field.
            case not string when RowValue.AsInteger(raw) is { } number && number >= long.MinValue && number <= long.MaxValue:
                return new WholeNumber((long)number);
            default:
                throw new PSInvalidCastException($"The value {RowValue.Show(raw)} is not a whole number.");
        }
    }
}

/// <summary>Converts parameter values to <see cref="WholeNumber"/> and rejects everything that is not a whole number.</summary>
public sealed class WholeNumberConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => destinationType == typeof(WholeNumber);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        WholeNumber.Parse(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();
}
