using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using KornitX.Completion;
using KornitX.Connections;

namespace KornitX.Orders;

/// <summary>
/// Offers the orders and items of the sandbox that the connection leads to. KornitX itself can't be asked for any.
/// What the command line names already narrows the rest down: the items are those of the order that is given.
/// </summary>
internal sealed class OrderCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Offers(string parameter, IDictionary given)
    {
        Connection? connection = Unwrap(given["Connection"]) as Connection ?? ConnectionStore.Current;
        if (connection?.Sandbox is not { } sandbox)
            return [];

        return
            from order in sandbox.Orders
            from item in order.Items
            let names = new Dictionary<string, string?>
            {
                ["OrderId"] = Digits(order.Id),
                ["OrderExternalRef"] = order.ExternalRef,
                ["ItemId"] = Digits(item.Id),
                ["ItemExternalRef"] = item.ExternalRef,
            }
            where names.All(name => name.Key == parameter || given[name.Key] is not { } value || IsSame(value, name.Value))
            let offer = names[parameter]
            where offer is not null
            let toolTip = parameter.StartsWith("Order", StringComparison.Ordinal) ? $"{order}" : $"{item} of order {order}"
            group toolTip by offer into same
            select (same.Key, same.First());
    }

    private static bool IsSame(object given, string? name) =>
        string.Equals(Convert.ToString(Unwrap(given), CultureInfo.InvariantCulture), name, StringComparison.Ordinal);

    private static string Digits(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
