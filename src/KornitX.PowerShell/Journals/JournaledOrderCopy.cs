using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Journals;

/// <summary>
/// A copy of a journaled order from Select-Object, a job or a CSV file. The order is read again by the path of the journal and
/// the number of the attempt.
/// </summary>
internal sealed class JournaledOrderCopy
{
    private readonly PSObject _copy;

    private JournaledOrderCopy(PSObject copy, string path, long number)
    {
        _copy = copy;
        Path = path;
        Number = number;
    }

    public string Path { get; }

    public long Number { get; }

    /// <summary>Converts an input object; returns null if it has no path or no number.</summary>
    public static JournaledOrderCopy? Of(PSObject input)
    {
        string? path = Text(input, nameof(Path));
        return !string.IsNullOrEmpty(path) && long.TryParse(Text(input, nameof(Number)), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new JournaledOrderCopy(input, path!, number)
            : null;
    }

    /// <summary>Reads the order; returns null if it was sent again, or the file is now another journal.</summary>
    /// <exception cref="JournalException">The journal can't be read.</exception>
    public JournaledOrder? Read(string file)
    {
        JournalRecord? found = Journal.ReadOrders(file).FirstOrDefault(order => order.Number == Number);
        if (found is null)
            return null;

        JournaledOrder order = new(found);
        return IsSame(nameof(order.OrderId), order.OrderId)
            && IsSame(nameof(order.OrderExternalRef), order.OrderExternalRef)
            && IsSame(nameof(order.Reference), order.Reference) ? order : null;
    }

    /// <summary>Whether the copy has this value, or lacks the property.</summary>
    private bool IsSame(string property, object? value) =>
        Text(_copy, property) is not { } text || text == Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string? Text(PSObject input, string property) =>
        input.Properties[property] is { } found ? Convert.ToString(found.Value, CultureInfo.InvariantCulture) ?? "" : null;
}
