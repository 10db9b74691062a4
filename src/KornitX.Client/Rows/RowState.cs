namespace KornitX.Client;

/// <summary>The state of a request that a row is from.</summary>
/// <param name="Operation">The operation of the request.</param>
/// <param name="State">Its state when the row was written.</param>
/// <param name="JournalPath">The path of the journal that it is from; null if it is not from a journal.</param>
/// <param name="Number">The number in the journal; 0 without a journal.</param>
public readonly record struct RowState(Operation Operation, OrderState State, string? JournalPath, long Number)
{
    /// <summary>Parses the values of the fields of a request; returns null if they are not the words of this module.</summary>
    internal static RowState? Parse(object? operation, object? state, object? path, object? number)
    {
        string? name = (operation as string)?.Trim();
        if (Operation.All.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } found
            || RowValue.AsWord<OrderState>(state) is not { } known)
        {
            return null;
        }

        return path is string journal && number is not null && RowValue.TryWholeNumber(number, long.MaxValue, out long position)
            ? new RowState(found, known, journal, position)
            : new RowState(found, known, null, 0);
    }
}
