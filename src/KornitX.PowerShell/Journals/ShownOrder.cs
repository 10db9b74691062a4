using System.Collections;
using System.Globalization;

namespace KornitX.Commands;

/// <summary>
/// An order of a journal as an object shows it: from Get-KornitXJournal, or a copy from Select-Object, a job or a CSV file. The
/// journal may have another order at its place by now.
/// </summary>
internal sealed record ShownOrder(PSObject Input, string Path, long Number)
{
    private static readonly string[] Names =
    [
        nameof(JournaledOrder.OrderId), nameof(JournaledOrder.OrderExternalRef), nameof(JournaledOrder.Reference),
        nameof(JournaledOrder.Items),
    ];

    /// <summary>Reads an object; returns null if it does not show an order of a journal.</summary>
    public static ShownOrder? Read(PSObject input)
    {
        string? path = Text(input, nameof(Path));
        return !string.IsNullOrEmpty(path)
            && long.TryParse(Text(input, nameof(Number)), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && Names.Any(name => !string.IsNullOrEmpty(Text(input, name)))
            ? new ShownOrder(input, path!, number)
            : null;
    }

    /// <summary>Whether the object shows this order. Properties that it lacks are not compared.</summary>
    public bool Shows(JournaledOrder order)
    {
        PSObject actual = new(order);
        return Names.Append(nameof(order.Operation))
                .All(name => Text(Input, name) is not { } text || text == Text(actual, name)
                    // The order ID may have become known since, from KornitX's response.
                    || (text.Length == 0 && name == nameof(order.OrderId)))
            // A copy in a file has no time that can be compared.
            && (Input.Properties[nameof(order.StartedAt)]?.Value is not DateTime startedAt
                || startedAt.ToUniversalTime() == order.StartedAt.ToUniversalTime());
    }

    public override string ToString() => Input.BaseObject is JournaledOrder order ? $"{order}"
        : $"order {Names.Select(name => Text(Input, name)).First(text => !string.IsNullOrEmpty(text))}";

    private static string? Text(PSObject input, string property) => input.Properties[property] is not { } found ? null
        : (found.Value is PSObject wrapped ? wrapped.BaseObject : found.Value) switch
        {
            string text => text,
            IEnumerable items => string.Join(", ", items.Cast<object>()),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
