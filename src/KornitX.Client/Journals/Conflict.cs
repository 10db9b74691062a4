namespace KornitX.Client;

/// <summary>The ways in which the journal has an order otherwise, or may have it. Each message says what would settle it.</summary>
internal static class Conflict
{
    private const string NameBoth = "Name the order and its items by ID and external reference, or use another journal";

    /// <summary>The same order with other items.</summary>
    public static readonly Outcome.NotSent OtherItems = Of(
        "the journal has this order with other items, and they are booked or may be. Give the items as they were then, or look the order up in KornitX and use another journal");

    /// <summary>Several journaled orders go by the name.</summary>
    public static readonly Outcome.NotSent Ambiguous = Of($"the journal has more than one order that this may be, and they are booked or may be. {NameBoth}");

    /// <summary>The names contradict each other.</summary>
    public static readonly Outcome.NotSent Contradiction = Of(
        $"the journal has an order that shares a name with this one and contradicts it in another, and it is booked or may be. {NameBoth}");

    /// <summary>A stream has its requests in another sequence than before.</summary>
    public static readonly Outcome.NotSent OutOfStep = Of(
        "the journal has the requests of this order in another sequence, so this one may be booked already. Give all of them as they were then, or look the order up in KornitX and use another journal");

    /// <summary>The items go by other names.</summary>
    public static Outcome.NotSent ItemsByOtherNames(JournaledOrder order) => Of(
        $"the journal has this order with items named only by {NameOf(order.Request.Order.Addressing == Addressing.Id)}, so they can't be compared, and they are booked or may be. {NameBoth}");

    /// <summary>One has a reference and the other none.</summary>
    public static Outcome.NotSent Reference(JournaledOrder order) => Of(
        $"the journal has this order {(order.Request.Reference is { } reference ? $"with the reference '{Client.Reference.Show(reference)}'" : "without a reference")}, and it is booked or may be. Give the same reference, or look the order up in KornitX and use another journal");

    /// <summary>The order is known only by one name and journaled ones only by the other.</summary>
    public static Outcome.NotSent Unclear(OrderIdentity identity) => Of(
        $"the journal has orders named only by {NameOf(!identity.IsKnownById)}, and one of them may be this order. {NameBoth}");

    private static string NameOf(bool isId) => isId ? "ID" : "external reference";

    private static Outcome.NotSent Of(string message) => new(NotSentReason.JournalConflict, message);
}
