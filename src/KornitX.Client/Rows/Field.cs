using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>What a row can say of an item to cancel or return.</summary>
public enum Field
{
    /// <summary>The KornitX order ID.</summary>
    OrderId,

    /// <summary>The sales channel's reference of the order.</summary>
    OrderExternalRef,

    /// <summary>The KornitX item ID.</summary>
    ItemId,

    /// <summary>The sales channel's reference of the item.</summary>
    ItemExternalRef,

    /// <summary>The item's reference and ID in one, joined with a hyphen.</summary>
    Combined,

    /// <summary>How many to cancel or return.</summary>
    Quantity,

    /// <summary>The caller's reference of the cancellation or return.</summary>
    Reference,

    /// <summary>Which addressing to use where the row carries more than one; requests that come back as input have it.</summary>
    Addressing,

    /// <summary>Rows of the same order, inside this one.</summary>
    Items,
}

/// <summary>The fields and their names: PowerShell's and KornitX's own.</summary>
public static class Fields
{
    internal const int Count = (int)Field.Items + 1;

    /// <summary>All fields.</summary>
    public static IReadOnlyList<Field> All { get; } = [.. Enumerable.Range(0, Count).Select(field => (Field)field)];

    private static readonly Dictionary<string, Field> ByName = All
        .SelectMany(field => Names(field).Select(name => (Name: Column.Normalize(name), Field: field)))
        .GroupBy(name => name.Name)
        .ToDictionary(name => name.Key, name => name.First().Field);

    /// <summary>The names of a field. Case, white space, hyphens, underscores and what does not show make no difference.</summary>
    public static IReadOnlyList<string> Names(Field field) => field switch
    {
        Field.OrderId => ["OrderId", "order_id"],
        Field.OrderExternalRef => ["OrderExternalRef", "order_external_ref"],
        Field.ItemId => ["ItemId", "item_id", "id"],
        Field.ItemExternalRef => ["ItemExternalRef", "item_external_ref", "external_ref"],
        _ => [field.ToString(), field.ToString().ToLowerInvariant()],
    };

    /// <summary>The field of that name; false for a name that means nothing here.</summary>
    public static bool TryParse(string name, out Field field) => ByName.TryGetValue(Column.Normalize(name), out field);

    /// <summary>Whether the field belongs to the whole order, so that rows inside a row inherit it.</summary>
    internal static bool IsOfOrder(Field field) =>
        field is Field.OrderId or Field.OrderExternalRef or Field.Reference or Field.Addressing;
}
