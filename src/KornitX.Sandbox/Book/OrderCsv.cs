using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.VisualBasic.FileIO;

namespace KornitX.Book;

/// <summary>Reads orders from CSV, one row per item; the rows of an order need not follow each other.</summary>
internal static class OrderCsv
{
    public static SandboxOrder[] Read(string path)
    {
        using TextFieldParser parser = new(path, Encoding.UTF8) { TextFieldType = FieldType.Delimited, TrimWhiteSpace = false };
        parser.SetDelimiters(",");
        List<(SandboxOrder Order, List<SandboxItem> Items)> orders = [];
        Dictionary<long, int> places = [];
        try
        {
            string[] header = parser.ReadFields() ?? throw new FormatException("the file is empty");
            Dictionary<string, int> columns = Columns(header);
            for (int row = 1; parser.ReadFields() is { } cells; row++)
            {
                if (cells.Length > header.Length)
                    throw new FormatException(string.Format(CultureInfo.InvariantCulture, "row {0} has more cells than the header", row));
                Add(new Row(row, columns, cells), orders, places);
            }
        }
        catch (MalformedLineException e)
        {
            throw new FormatException(string.Format(CultureInfo.InvariantCulture, "line {0} is not CSV", e.LineNumber), e);
        }

        foreach ((SandboxOrder order, List<SandboxItem> items) in orders)
            order.Items = [.. items];
        return orders.Select(entry => entry.Order).ToArray();
    }

    private static Dictionary<string, int> Columns(string[] header)
    {
        Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < header.Length; i++)
            columns[header[i].Trim()] = i;
        foreach (string needed in new[] { "OrderId", "ItemId", "Quantity" })
        {
            if (!columns.ContainsKey(needed))
                throw new FormatException("column " + needed + " is missing");
        }

        return columns;
    }

    private static void Add(Row row, List<(SandboxOrder Order, List<SandboxItem> Items)> orders, Dictionary<long, int> places)
    {
        long orderId = row.Number("OrderId", long.MaxValue) ?? throw row.Bad("OrderId", "is missing");
        string? externalRef = row.Text("OrderExternalRef");
        SandboxOrderStatus status = row.Status();
        if (!places.TryGetValue(orderId, out int place))
        {
            place = orders.Count;
            places.Add(orderId, place);
            orders.Add((new SandboxOrder { Id = orderId, ExternalRef = externalRef, Status = status }, []));
        }

        (SandboxOrder order, List<SandboxItem> items) = orders[place];
        if (order.ExternalRef != externalRef)
            throw row.Bad("OrderExternalRef", "differs from an earlier row of the order");
        if (order.Status != status)
            throw row.Bad("Status", "differs from an earlier row of the order");
        items.Add(new SandboxItem
        {
            Id = row.Number("ItemId", long.MaxValue) ?? throw row.Bad("ItemId", "is missing"),
            ExternalRef = row.Text("ItemExternalRef"),
            Quantity = (int)(row.Number("Quantity", int.MaxValue) ?? throw row.Bad("Quantity", "is missing")),
            Shipped = (int)(row.Number("Shipped", int.MaxValue) ?? 0),
        });
    }

    /// <summary>One row below the header, counted from 1.</summary>
    private sealed class Row(int number, Dictionary<string, int> columns, string[] cells)
    {
        /// <summary>A cell's text; null for a blank cell and for a column that is not there.</summary>
        public string? Text(string column) =>
            columns.TryGetValue(column, out int i) && i < cells.Length && !string.IsNullOrWhiteSpace(cells[i]) ? cells[i] : null;

        public long? Number(string column, long most)
        {
            if (Text(column) is not { } text)
                return null;
            return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= most
                ? value
                : throw Bad(column, "must be a whole number, not " + text);
        }

        public SandboxOrderStatus Status()
        {
            if (Text("Status") is not { } text)
                return SandboxOrderStatus.New;
            return OrderFile.TryParseStatus(text, out SandboxOrderStatus status)
                ? status
                : throw Bad("Status", "is unknown: " + text);
        }

        public FormatException Bad(string column, string what) =>
            new(string.Format(CultureInfo.InvariantCulture, "row {0}: {1} {2}", number, column, what));
    }
}
