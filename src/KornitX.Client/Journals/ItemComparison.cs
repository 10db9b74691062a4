using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>Whether two requests ask for the same items.</summary>
internal static class ItemComparison
{
    /// <summary>
    /// Compares the items and their quantities, in whatever order, by the names that both requests send: unclear where one
    /// sends only IDs and the other only references.
    /// </summary>
    public static IdentityMatch Compare(OrderRequest one, OrderRequest other)
    {
        Addressing names = (one.Order.Addressing, other.Order.Addressing) switch
        {
            (Addressing.Combined, var addressing) => addressing,
            (var addressing, Addressing.Combined) => addressing,
            (var addressing, _) => addressing,
        };
        if (other.Order.Addressing != Addressing.Combined && other.Order.Addressing != names)
            return IdentityMatch.Unclear;
        return Keys(one, names).SequenceEqual(Keys(other, names)) ? IdentityMatch.Same : IdentityMatch.Different;
    }

    private static IEnumerable<(long? Id, string? ExternalRef, int Quantity)> Keys(OrderRequest request, Addressing names) => request.Items
        .Select(item => (item.Key(names).Id, item.Key(names).ExternalRef, item.Quantity))
        .OrderBy(item => item.Id)
        .ThenBy(item => item.ExternalRef, StringComparer.Ordinal)
        .ThenBy(item => item.Quantity);
}
