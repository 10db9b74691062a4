namespace KornitX.Client;

/// <summary>The conflicts between a request and the journal. Each message says how to resolve it.</summary>
internal static class Conflict
{
    private const string UseBoth = "Identify the order and its items by both ID and external reference, or use another journal";
    private const string LookUp = "look up the order in KornitX and use another journal";

    public static readonly Outcome.NotSent OtherItems = Create(
        $"this order with different items, which are or may be booked. Send the same items as before, or {LookUp}");

    public static readonly Outcome.NotSent Ambiguous = Create(
        $"several orders that match this one, which are or may be booked. {UseBoth}");

    public static readonly Outcome.NotSent Contradiction = Create(
        $"an order that matches this one in one identifier but not in the other, which is or may be booked. {UseBoth}");

    /// <summary>The requests of the order are in another sequence than in the earlier run, which is possible only in a stream.</summary>
    public static readonly Outcome.NotSent OtherSequence = Create(
        "the requests of this order in a different sequence, so this one may already be booked. "
        + $"Send all of them in the same sequence as before, or {LookUp}");

    public static Outcome.NotSent ItemsNotComparable(JournalRecord order) => Create(
        $"this order with items identified only by {NameOf(order.Request.Order.Addressing == Addressing.Id)}, "
        + $"so the items can't be compared, and they are or may be booked. {UseBoth}");

    public static Outcome.NotSent Reference(IndexedOrder order) => Create(
        $"this order {(order.Reference is null ? "without a reference" : WithReference(order))}, and it is or may be booked. "
        + $"Use the same reference, or {LookUp}");

    public static Outcome.NotSent Case(IndexedOrder order, bool isReference) => Create(
        (isReference ? $"this order {WithReference(order)}" : $"the order '{Client.Reference.Show(order.Identity.ExternalRef!)}'")
        + $", which differs only in case, and it is or may be booked. Use the same spelling, or {LookUp}");

    /// <summary>The order is identified only by ID and orders in the journal only by reference, or vice versa.</summary>
    public static Outcome.NotSent Unclear(OrderIdentity identity) => Create(
        $"orders identified only by {NameOf(!identity.IsKnownById)}, and one of them may be this order. {UseBoth}");

    private static string NameOf(bool isId) => isId ? "ID" : "external reference";

    private static string WithReference(IndexedOrder order) => $"with the reference '{Client.Reference.Show(order.Reference!)}'";

    private static Outcome.NotSent Create(string message) => new(NotSentReason.JournalConflict, $"the journal has {message}");
}
