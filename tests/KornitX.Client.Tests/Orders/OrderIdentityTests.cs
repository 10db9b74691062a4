using static KornitX.Client.IdentityMatch;

namespace KornitX.Client.Tests.Orders;

/// <summary>Two addresses are the same order, different orders, or ambiguous, by the names that KornitX checks.</summary>
public class OrderIdentityTests
{
    public static TheoryData<OrderAddress, OrderAddress, IdentityMatch> Pairs => new()
    {
        { OrderAddress.ById(42), OrderAddress.ById(42), Same },
        { OrderAddress.ById(42), OrderAddress.ById(43), Different },
        { OrderAddress.ByExternalRef("POS-1"), OrderAddress.ByExternalRef("POS-1"), Same },
        { OrderAddress.ByExternalRef("POS-1"), OrderAddress.ByExternalRef("pos-1"), DiffersInCase },
        { OrderAddress.ByExternalRef("PÖS-1"), OrderAddress.ByExternalRef("pös-1"), DiffersInCase },
        { OrderAddress.ByExternalRef("P\u00D6S-1"), OrderAddress.ByExternalRef("PO\u0308S-1"), Same },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ByCombined("pos-1", 43), Different },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ById(42), Same },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ById(43), Different },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ByExternalRef("POS-1"), Same },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ByExternalRef("POS-2"), Different },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ByCombined("POS-1", 43), Different },
        { OrderAddress.ByCombined("POS-1", 42), OrderAddress.ByCombined("POS-2", 42), Same },
        { OrderAddress.ById(42), OrderAddress.ByExternalRef("POS-1"), Unclear },

        // Names that are not sent are not verified, so they neither merge nor separate orders.
        { Echoing(Addressing.Id, 42, "POS-1"), OrderAddress.ByExternalRef("POS-1"), Unclear },
        { Echoing(Addressing.Id, 42, "POS-1"), OrderAddress.ByExternalRef("POS-2"), Unclear },
        { Echoing(Addressing.Id, 42, "POS-1"), Echoing(Addressing.Id, 42, "POS-2"), Same },
        { Echoing(Addressing.ExternalRef, 42, "POS-1"), OrderAddress.ById(42), Unclear },
        { Echoing(Addressing.ExternalRef, 42, "POS-1"), OrderAddress.ById(43), Unclear },

        // But where it contradicts what decides, something is wrong.
        { Echoing(Addressing.ExternalRef, 42, "POS-1"), Echoing(Addressing.ExternalRef, 43, "POS-1"), Unclear },
        { Echoing(Addressing.ExternalRef, 42, "POS-1"), Echoing(Addressing.ExternalRef, 42, "POS-2"), Unclear },
        { Echoing(Addressing.ExternalRef, 42, "POS-1"), OrderAddress.ByCombined("POS-1", 43), Unclear },
        { Echoing(Addressing.ExternalRef, 42, "POS-1"), OrderAddress.ByCombined("POS-1", 42), Same },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Comparison_is_symmetric(OrderAddress one, OrderAddress other, IdentityMatch match)
    {
        Assert.Equal(match, OrderIdentity.FromAddress(one).Compare(OrderIdentity.FromAddress(other)));
        Assert.Equal(match, OrderIdentity.FromAddress(other).Compare(OrderIdentity.FromAddress(one)));
    }

    [Fact]
    public void An_identity_says_whether_only_one_of_the_identifiers_is_known()
    {
        Assert.Equal((true, false), Known(Echoing(Addressing.Id, 42, "POS-1")));
        Assert.Equal((false, true), Known(Echoing(Addressing.ExternalRef, 42, "POS-1")));
        Assert.Equal((false, false), Known(OrderAddress.ByCombined("POS-1", 42)));

        static (bool ById, bool ByExternalRef) Known(OrderAddress order)
        {
            OrderIdentity identity = OrderIdentity.FromAddress(order);
            return (identity.IsKnownById, identity.IsKnownByExternalRef);
        }
    }

    private static OrderAddress Echoing(Addressing addressing, long id, string externalRef) => new(addressing, id, externalRef);
}
