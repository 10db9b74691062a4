using System;
using System.Collections.Generic;

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

/// <summary>The names under which fields are found: PowerShell's and KornitX's own, in any case.</summary>
public static class Fields
{
    internal const int Count = (int)Field.Items + 1;

    private static readonly Dictionary<string, Field> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OrderId"] = Field.OrderId,
        ["order_id"] = Field.OrderId,
        ["OrderExternalRef"] = Field.OrderExternalRef,
        ["order_external_ref"] = Field.OrderExternalRef,
        ["ItemId"] = Field.ItemId,
        ["item_id"] = Field.ItemId,
        ["Id"] = Field.ItemId,
        ["ItemExternalRef"] = Field.ItemExternalRef,
        ["item_external_ref"] = Field.ItemExternalRef,
        ["ExternalRef"] = Field.ItemExternalRef,
        ["external_ref"] = Field.ItemExternalRef,
        ["Combined"] = Field.Combined,
        ["Quantity"] = Field.Quantity,
        ["Reference"] = Field.Reference,
        ["Addressing"] = Field.Addressing,
        ["Items"] = Field.Items,
    };

    /// <summary>The field of that name; false for a name that means nothing here.</summary>
    public static bool TryParse(string name, out Field field) => ByName.TryGetValue(name, out field);

    /// <summary>Whether the field is said of the whole order, so that rows inside a row have it from that one.</summary>
    internal static bool IsOfOrder(Field field) =>
        field is Field.OrderId or Field.OrderExternalRef or Field.Reference or Field.Addressing;
}
