using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace KornitX.Book;

/// <summary>Reads orders from a JSON or CSV file.</summary>
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
        // "in_production", "In production" and "InProduction" are the same.
        string letters = new(text.Where(char.IsLetter).ToArray());
        return Enum.TryParse(letters, ignoreCase: true, out status);
    }

    private static void Check(SandboxOrder[] orders)
    {
        HashSet<long> ids = [];
        HashSet<string> refs = new(StringComparer.Ordinal);
        foreach (SandboxOrder order in orders)
        {
            if (OrderCheck.FindProblem(order) is { } problem)
                throw new FormatException(problem);
            if (!ids.Add(order.Id) || (order.ExternalRef is not null && !refs.Add(order.ExternalRef)))
                throw new FormatException("there are two orders with the Id or ExternalRef of " + order);

            // In a file, this is most likely a mistake.
            if (order.Items.Where(item => item.ExternalRef is not null).GroupBy(item => item.ExternalRef).FirstOrDefault(same => same.Skip(1).Any()) is { } shared)
                throw new FormatException(FormattableString.Invariant($"order {order.Id} has item ExternalRef {shared.Key} twice"));
        }
    }
}
