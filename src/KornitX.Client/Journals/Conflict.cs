namespace KornitX.Client;

/// <summary>The conflicts between a request and the journal. Each message says how to resolve it.</summary>
internal static class Conflict
{
    private const string UseBoth = "Identify the order and its items by both ID and external reference, or use another journal";

    /// <summary>The journal has the order with different items.</summary>
    public static readonly Outcome.NotSent OtherItems = Of(
        "the journal has this order with different items, which are or may be booked. Send the same items as before, or look up the order in KornitX and use another journal");

    /// <summary>Several orders in the journal match the request.</summary>
    public static readonly Outcome.NotSent Ambiguous = Of($"the journal has several orders that match this one, which are or may be booked. {UseBoth}");

    /// <summary>The identifiers contradict each other.</summary>
    public static readonly Outcome.NotSent Contradiction = Of(
        $"the journal has an order that matches this one in one identifier but not in the other, which is or may be booked. {UseBoth}");

    /// <summary>The requests of the order are in a different sequence than in the earlier run, which is possible only in a stream.</summary>
    public static readonly Outcome.NotSent OtherSequence = Of(
        "the journal has the requests of this order in a different sequence, so this one may already be booked. Send all of them in the same sequence as before, or look up the order in KornitX and use another journal");

    /// <summary>The items have different identifiers.</summary>
    public static Outcome.NotSent ItemsNotComparable(JournalRecord order) => Of(
        $"the journal has this order with items identified only by {NameOf(order.Request.Order.Addressing == Addressing.Id)}, so the items can't be compared, and they are or may be booked. {UseBoth}");

    /// <summary>Only one of the two has a reference.</summary>
    public static Outcome.NotSent Reference(JournalRecord order) => Of(
        $"the journal has this order {(order.Request.Reference is { } reference ? $"with the reference '{Client.Reference.Show(reference)}'" : "without a reference")}, and it is or may be booked. Use the same reference, or look up the order in KornitX and use another journal");

    /// <summary>The order is identified only by ID and orders in the journal only by reference, or vice versa.</summary>
    public static Outcome.NotSent Unclear(OrderIdentity identity) => Of(
        $"the journal has orders identified only by {NameOf(!identity.IsKnownById)}, and one of them may be this order. {UseBoth}");

    private static string NameOf(bool isId) => isId ? "ID" : "external reference";

    private static Outcome.NotSent Of(string message) => new(NotSentReason.JournalConflict, message);
}
