using System;
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
    /// <summary>The property that each of these objects has.</summary>
    public const string StateName = "State";

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

    /// <summary>Whether it is known that the order is not booked.</summary>
    public bool IsSendable => !IsBooked && !IsUnknown && !IsConflict;

    public bool IsOf(Operation operation) => Is(Operation, operation.Name);

    /// <summary>The order of an input object; null for any object that this module did not return.</summary>
    public static KnownOrder? Of(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        JournaledOrder order => new(order, order.Operation, order.State, true, NameOf(order.OrderId, order.OrderExternalRef, order.Reference)),
        OrderRequest request => Of(request),
        OrderItem item => Of(item.Request),
        PSCustomObject => OfBag((PSObject)input!, typeof(JournaledOrder)) ?? OfBag((PSObject)input!, typeof(OrderRequest)) ?? OfBag((PSObject)input!, typeof(OrderItem)),
        _ => null,
    };

    private static KnownOrder Of(OrderRequest request) =>
        new(request, request.Operation, request.State, false, NameOf(request.OrderId, request.OrderExternalRef, request.Reference));

    /// <summary>The order of a property bag that was made from an object of the type, for example by Import-Clixml or Select-Object.</summary>
    private static KnownOrder? OfBag(PSObject bag, Type type)
    {
        if (bag.Properties[StateName] is not { } state || bag.Properties["Operation"] is not { } operation)
            return null;
        string suffix = "." + type.FullName;
        if (!bag.TypeNames.Any(name => name.EndsWith(suffix, StringComparison.Ordinal)))
            return null;

        string? id = Text(nameof(OrderItem.OrderId));
        string? externalRef = Text(nameof(OrderItem.OrderExternalRef));
        string? reference = Text(nameof(OrderItem.Reference));
        string? operationName = operation.Value?.ToString();
        string? stateName = state.Value?.ToString();
        // Each item is a bag of its own, but the order is reported once.
        object identity = type == typeof(OrderItem) ? (operationName, stateName, id, externalRef, reference) : bag;
        return new KnownOrder(identity, operationName, stateName, type == typeof(JournaledOrder), NameOf(id, externalRef, reference));

        string? Text(string name) => bag.Properties[name]?.Value?.ToString();
    }

    private static string NameOf(object? id, string? externalRef, string? reference)
    {
        string order = string.IsNullOrEmpty(externalRef)
            ? $"{id}"
            : RowValue.Show(externalRef!).Trim('\'') + (id is null ? "" : $" ({id})");
        return $"Order {order}" + (string.IsNullOrEmpty(reference) ? "" : $" with reference {RowValue.Show(reference!).Trim('\'')}");
    }

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
