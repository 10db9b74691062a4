namespace KornitX.Client;

/// <summary>
/// Identifies an order independently of its addressing. Compares only identifiers that KornitX has checked: those that were
/// sent, and the ID in the response. An ID that a row has but does not send is unchecked, so it never makes two orders the
/// same or different; if it contradicts, the comparison is unclear.
/// </summary>
public readonly record struct OrderIdentity
{
    /// <summary>Creates an identity from these identifiers.</summary>
    internal OrderIdentity(long? id, string? externalRef, long? echoedId)
    {
        Id = id;
        ExternalRef = externalRef;
        EchoedId = echoedId;
    }

    /// <summary>The KornitX order ID, if it was sent or returned.</summary>
    public long? Id { get; }

    /// <summary>The sales channel's reference, if it was sent.</summary>
    public string? ExternalRef { get; }

    /// <summary>Whether only the ID is known.</summary>
    public bool IsKnownById => ExternalRef is null;

    /// <summary>Whether only the external reference is known.</summary>
    public bool IsKnownByExternalRef => Id is null;

    /// <summary>The ID that the row has but does not send.</summary>
    internal long? EchoedId { get; }

    /// <summary>The ID, checked or not.</summary>
    internal long? AnyId => Id ?? EchoedId;

    /// <summary>Returns the identity of an address.</summary>
    public static OrderIdentity FromAddress(OrderAddress order) => order.Addressing switch
    {
        Addressing.Id => new(order.Id, null, null),
        Addressing.ExternalRef => new(null, order.ExternalRef, order.Id),
        _ => new(order.Id, order.ExternalRef, null),
    };

    /// <summary>
    /// Returns this identity with what it lacks from another one of the same order. An ID that was not sent gives way to one that
    /// was.
    /// </summary>
    internal OrderIdentity Add(OrderIdentity other) =>
        new(Id ?? other.Id, ExternalRef ?? other.ExternalRef, Id is null && other.Id is null ? EchoedId ?? other.EchoedId : null);

    /// <summary>
    /// Compares two orders by ID if both IDs are known, or else by external reference if both are known. Otherwise the
    /// result is unclear.
    /// </summary>
    public IdentityMatch Compare(OrderIdentity other)
    {
        if (Id is not null && other.Id is not null)
            return Id == other.Id ? IdentityMatch.Same : IdentityMatch.Different;
        if (ExternalRef is null || other.ExternalRef is null)
            return IdentityMatch.Unclear;

        IdentityMatch match = ReferenceText.Compare(ExternalRef, other.ExternalRef);
        bool isContradicted = AnyId is { } id && other.AnyId is { } otherId && (id == otherId) != (match == IdentityMatch.Same);
        return isContradicted ? IdentityMatch.Unclear : match;
    }
}

/// <summary>The result of comparing two orders or their items.</summary>
public enum IdentityMatch
{
    /// <summary>They are the same.</summary>
    Same,

    /// <summary>They are different.</summary>
    Different,

    /// <summary>Their references differ only in case, so one may be a misspelling of the other.</summary>
    DiffersInCase,

    /// <summary>
    /// Unknown: one is identified only by ID and the other only by external reference, or their identifiers contradict each other.
    /// </summary>
    Unclear,
}
