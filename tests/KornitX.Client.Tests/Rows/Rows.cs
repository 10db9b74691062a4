using System.Globalization;

namespace KornitX.Client.Tests;

/// <summary>Rows as literals, and what is read out of them in one line.</summary>
internal static class Rows
{
    public static readonly OrderDefaults NoDefaults = new(null, null, null);

    /// <summary>A row of those names and values.</summary>
    public static Row Of(int number, params (string Name, object? Value)[] cells)
    {
        Row row = new(number);
        foreach ((string name, object? value) in cells)
            row.Add(Column.Parse(name), value);

        return row;
    }

    /// <summary>A row as it comes out of a CSV: "OrderId=1,ItemId=2".</summary>
    public static Row Csv(int number, string cells) => Of(number, [..
        from cell in cells.Split(',')
        let at = cell.IndexOf('=', System.StringComparison.Ordinal)
        select (cell[..at], (object?)cell[(at + 1)..])]);

    /// <summary>What a row says, or why it can't be sent, without the values in brackets.</summary>
    public static string Read(Row row, Operation? operation = null, OrderDefaults? defaults = null) =>
        new RowReader(operation ?? Operation.Cancellation, defaults ?? NoDefaults).Read(row, out ParsedRow good) is { } bad
            ? (bad.IsMixedAddressing ? "MIXED " : "") + bad.Message.Replace($" ({row.Describe()})", "", StringComparison.Ordinal)
            : Describe(good);

    private static string Describe(ParsedRow good) => string.Create(
        CultureInfo.InvariantCulture,
        $"{good.Order.Addressing}: {good.Order.Id}/{good.Order.ExternalRef}, {good.Item.Id}/{good.Item.ExternalRef} x{good.Item.Quantity}")
        + ", " + (good.Reference ?? "no reference");
}
