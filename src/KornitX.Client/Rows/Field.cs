namespace KornitX.Client;

/// <summary>A field of a row.</summary>
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

    /// <summary>The item's reference and ID, joined with a hyphen.</summary>
    Combined,

    /// <summary>The quantity to cancel or return.</summary>
    Quantity,

    /// <summary>The caller's reference for the operation.</summary>
    Reference,

    /// <summary>The addressing to use if the row has the fields for several. Set on requests that are piped in again.</summary>
    Addressing,

    /// <summary>Nested rows of the same order.</summary>
    Items,

    /// <summary>The operation of the request that the row is from.</summary>
    Operation,

    /// <summary>The state of that request. Has a meaning only together with the operation.</summary>
    State,

    /// <summary>The path of the journal that the request is from.</summary>
    Path,

    /// <summary>The number of the request in the journal.</summary>
    Number,
}

/// <summary>The fields and their names, in PowerShell's and in KornitX's style.</summary>
public static class Fields
{
    /// <summary>The number of fields of an item and its order, which precede those of a request that the row is from.</summary>
    internal const int Count = (int)Field.Items + 1;

    /// <summary>All fields.</summary>
    public static IReadOnlyList<Field> All { get; } = [.. Enumerable.Range(0, (int)Field.Number + 1).Select(field => (Field)field)];

    private static readonly Dictionary<string, Field> ByName = All
        .SelectMany(field => Names(field).Select(name => (Name: Column.Normalize(name), Field: field)))
        .GroupBy(name => name.Name)
        .ToDictionary(name => name.Key, name => name.First().Field);

    /// <summary>Returns the names of a field. Case, white space, hyphens, underscores, and invisible characters are ignored.</summary>
    public static IReadOnlyList<string> Names(Field field) => field switch
    {
        Field.OrderId => ["OrderId", "order_id"],
        Field.OrderExternalRef => ["OrderExternalRef", "order_external_ref"],
        Field.ItemId => ["ItemId", "item_id", "id"],
        Field.ItemExternalRef => ["ItemExternalRef", "item_external_ref", "external_ref"],
        _ => [field.ToString(), field.ToString().ToLowerInvariant()],
    };

    /// <summary>Finds the field with a name.</summary>
    public static bool TryParse(string name, out Field field) => ByName.TryGetValue(Column.Normalize(name), out field);

    /// <summary>Finds the field with a normalized name; returns null without one.</summary>
    internal static Field? Find(string normalized) => ByName.TryGetValue(normalized, out Field field) ? field : null;

    /// <summary>Whether the field belongs to the order, so that nested rows inherit it.</summary>
    internal static bool IsOfOrder(Field field) =>
        field is Field.OrderId or Field.OrderExternalRef or Field.Reference or Field.Addressing;

    /// <summary>Whether the field is about the request that the row is from. In other rows, such a column has no meaning.</summary>
    internal static bool IsOfRequest(Field field) => field >= Field.Operation;
}
