using System.Collections;

namespace KornitX.Commands;

/// <summary>
/// Completes the orders and items of the sandbox that the command can book. KornitX has no API to list orders. Only values that
/// match the other parameters are offered, such as the items of the specified order.
/// </summary>
internal sealed class OrderCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Matches(string command, string parameter, IDictionary given)
    {
        object? specified = given["Connection"] is PSObject wrapped ? wrapped.BaseObject : given["Connection"];
        if ((specified as Connection ?? ConnectionStore.Current)?.Sandbox is not { } sandbox)
            return [];

        string? operation = Client.Operation.All
            .FirstOrDefault(one => command.EndsWith(one.Name, StringComparison.OrdinalIgnoreCase))?.Name;
        return
            from order in sandbox.Orders
            from item in operation is null ? order.Items : order.GetBookableItems(operation)
            let names = new Dictionary<string, string?>
            {
                ["OrderId"] = $"{order.Id}",
                ["OrderExternalRef"] = order.ExternalRef,
                ["ItemId"] = $"{item.Id}",
                ["ItemExternalRef"] = item.ExternalRef,
            }
            where names.All(name => name.Key == parameter || given[name.Key] is not { } value
                || LanguagePrimitives.ConvertTo<string>(value) == name.Value)
            let offer = names[parameter]
            where offer is not null
            let toolTip = parameter.StartsWith("Order", StringComparison.Ordinal) ? $"{order}" : $"{item} of order {order}"
            group toolTip by offer into same
            select (same.Key, same.First());
    }
}
