using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>Compares the items of two requests.</summary>
internal static class ItemComparison
{
    /// <summary>
    /// Compares the items and their quantities in any order, by the identifiers that both requests send. The result is unclear
    /// if one sends only IDs and the other only references.
    /// </summary>
    public static IdentityMatch Compare(BookingRequest one, BookingRequest other)
    {
        Addressing common = one.Order.Addressing == Addressing.Combined ? other.Order.Addressing : one.Order.Addressing;
        if (other.Order.Addressing != Addressing.Combined && other.Order.Addressing != common)
            return IdentityMatch.Unclear;
        return Keys(one, common).SequenceEqual(Keys(other, common)) ? IdentityMatch.Same : IdentityMatch.Different;
    }

    private static IEnumerable<(long? Id, string? ExternalRef, int Quantity)> Keys(BookingRequest request, Addressing addressing) => request.Items
        .Select(item => (item.Key(addressing).Id, item.Key(addressing).ExternalRef, item.Quantity))
        .OrderBy(item => item.Id)
        .ThenBy(item => item.ExternalRef, StringComparer.Ordinal)
        .ThenBy(item => item.Quantity);
}
