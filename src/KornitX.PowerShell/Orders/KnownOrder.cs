using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>
/// An input object that this module returned and that has a state: a journaled order, a request, or an item of one. Also such
/// an object from a job or from Import-Clixml, if its type name was preserved.
/// </summary>
internal sealed class KnownOrder
{
    private KnownOrder(object identity, string? operation, string? state, bool isJournaled, string name)
    {
        Identity = identity;
        Operation = operation;
        State = state;
        IsJournaled = isJournaled;
        Name = name;
    }

    /// <summary>Identifies the order that an item belongs to.</summary>
    public object Identity { get; }

    public string? Operation { get; }

    public string? State { get; }

    public bool IsJournaled { get; }

    /// <summary>The order as messages show it.</summary>
    public string Name { get; }

    public bool IsBooked => Is(State, nameof(Outcome.Created));

    /// <summary>Whether the order may be booked. This includes orders that another run is sending.</summary>
    public bool IsUnknown => Is(State, nameof(Outcome.Unknown)) || Is(State, "Sending");

    /// <summary>Whether the order conflicts with the journal of an earlier run.</summary>
    public bool IsConflict => Is(State, "Conflict");

    public bool IsOf(Operation operation) => Is(Operation, operation.Name);

    /// <summary>The order of an input object; null for any object that this module did not return.</summary>
    public static KnownOrder? Of(object? input) => input is PSObject { BaseObject: PSCustomObject } bag
        ? OfBag(bag)
        : (input is PSObject wrapped ? wrapped.BaseObject : input) switch
        {
            JournaledOrder order => new(order, order.Operation, order.State, true, NameOf(order.OrderId, order.OrderExternalRef, order.Reference)),
            OrderRequest request => Of(request),
            OrderItem item => Of(item.Request),
            IDictionary dictionary => OfItems(dictionary["Items"]),
            _ => null,
        };

    /// <summary>The booked or unknown order that the items in another object's Items belong to.</summary>
    private static KnownOrder? OfItems(object? items)
    {
        object? bare = Bare(items);
        return bare is OrderItem single ? Of(single.Request)
            : bare is IList list ? list.Cast<object?>().Select(Bare).OfType<OrderItem>().Select(item => Of(item.Request)).FirstOrDefault(order => order.IsBooked || order.IsUnknown)
            : null;

        static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
    }

    private static KnownOrder Of(OrderRequest request) =>
        new(request, request.Operation, request.State, false, NameOf(request.OrderId, request.OrderExternalRef, request.Reference));

    private static KnownOrder? OfBag(PSObject bag)
    {
        // Most rows return here, before the slower check of the type names.
        if (bag.Properties["State"] is not { } state || bag.Properties["Operation"] is not { } operation)
            return OfItems(bag.Properties["Items"]?.Value);
        string? type = bag.TypeNames.FirstOrDefault(name =>
            name.EndsWith("." + typeof(JournaledOrder).FullName, StringComparison.Ordinal)
            || name.EndsWith("." + typeof(OrderRequest).FullName, StringComparison.Ordinal));
        return type is null ? OfItems(bag.Properties["Items"]?.Value) : new KnownOrder(
            bag,
            operation.Value?.ToString(),
            state.Value?.ToString(),
            type.EndsWith(nameof(JournaledOrder), StringComparison.Ordinal),
            NameOf(bag.Properties["OrderId"]?.Value, bag.Properties["OrderExternalRef"]?.Value, bag.Properties["Reference"]?.Value));
    }

    private static string NameOf(object? id, object? externalRef, object? reference)
    {
        string order = externalRef is string text && text.Length > 0
            ? RowValue.Show(text).Trim('\'') + (id is null ? "" : $" ({id})")
            : $"{id}";
        return $"Order {order}" + (reference is string words && words.Length > 0 ? $" with reference {RowValue.Show(words).Trim('\'')}" : "");
    }

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
