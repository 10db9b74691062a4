using System;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX;

/// <summary>
/// The type of parameters that are whole numbers. PowerShell converts 1.5 to 2, '0x10' to 16 and $true to 1, and that many items
/// would be cancelled. The check is in a type because proxy functions made with ProxyCommand keep the types of parameters but
/// not their attributes.
/// </summary>
[TypeConverter(typeof(WholeNumberConverter))]
public readonly struct WholeNumber : IEquatable<WholeNumber>, IFormattable
{
    internal WholeNumber(long value) => Value = value;

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(WholeNumber one, WholeNumber other) => one.Equals(other);

    /// <summary>Whether they are different numbers.</summary>
    public static bool operator !=(WholeNumber one, WholeNumber other) => !one.Equals(other);

    /// <inheritdoc/>
    public bool Equals(WholeNumber other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WholeNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    internal static WholeNumber From(object? value)
    {
        object? raw = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (raw)
        {
            case null:
                throw new PSInvalidCastException("A whole number is required.");
            case WholeNumber same:
                return same;
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
        WholeNumber.From(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) =>
        sourceValue is WholeNumber && (destinationType == typeof(long) || destinationType == typeof(int));

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        destinationType == typeof(int) ? checked((int)((WholeNumber)sourceValue).Value) : ((WholeNumber)sourceValue).Value;
}
