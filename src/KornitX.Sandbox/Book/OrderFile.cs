using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace KornitX.Book;

/// <summary>Orders from a file, of either format.</summary>
internal static class OrderFile
{
    public static SandboxOrder[] Load(string path)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        string name = Path.GetFileName(path);
        try
        {
            SandboxOrder[] orders = Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".JSON" => OrderJson.Read(File.ReadAllBytes(path)),
                ".CSV" => OrderCsv.Read(path),
                _ => throw new FormatException("orders are read from a .json or a .csv file"),
            };
            Check(orders);
            return orders;
        }
        catch (FormatException e)
        {
            throw new FormatException(name + ": " + e.Message + ".", e.InnerException);
        }
    }

    public static bool TryParseStatus(string text, out SandboxOrderStatus status)
    {
        // "in_production", "In production" and "InProduction" are one.
        string letters = new(text.Where(char.IsLetter).ToArray());
        return Enum.TryParse(letters, ignoreCase: true, out status);
    }

    private static void Check(SandboxOrder[] orders)
    {
        HashSet<long> ids = [];
        HashSet<string> refs = new(StringComparer.Ordinal);
        foreach (SandboxOrder order in orders)
        {
            if (OrderCheck.Problem(order) is { } problem)
                throw new FormatException(problem);
            if (!ids.Add(order.Id) || (order.ExternalRef is not null && !refs.Add(order.ExternalRef)))
                throw new FormatException("there are two orders with the Id or ExternalRef of " + order);
        }
    }
}
