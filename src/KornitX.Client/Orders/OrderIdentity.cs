using System;

namespace KornitX.Client;

/// <summary>
/// Which order a request is about, however it is addressed. Holds only names that KornitX checks: those that the address
/// sends, and the ID that its answer gives. A name that a row merely carries along never decides that two orders are the
/// same or different, because nothing checks it; an ID that contradicts makes the comparison unclear.
/// </summary>
public readonly record struct OrderIdentity
{
    private OrderIdentity(long? id, string? externalRef, long? echoedId)
    {
        Id = id;
        ExternalRef = externalRef;
        EchoedId = echoedId;
    }

    /// <summary>The KornitX order ID, where the address sends it or an answer gave it.</summary>
    public long? Id { get; }

    /// <summary>The sales channel's reference, where the address sends it.</summary>
    public string? ExternalRef { get; }

    /// <summary>Whether only the ID is known.</summary>
    public bool IsKnownById => ExternalRef is null;

    /// <summary>Whether only the external reference is known.</summary>
    public bool IsKnownByExternalRef => Id is null;

    /// <summary>The ID that a row carries along without sending it.</summary>
    internal long? EchoedId { get; }

    /// <summary>The ID, sent or carried along.</summary>
    internal long? AnyId => Id ?? EchoedId;

    /// <summary>The order of an address.</summary>
    public static OrderIdentity Of(OrderAddress order) => order.Addressing switch
    {
        Addressing.Id => new(order.Id, null, null),
        Addressing.ExternalRef => new(null, order.ExternalRef, order.Id),
        _ => new(order.Id, order.ExternalRef, null),
    };

    /// <summary>An order of which these names are known.</summary>
    internal static OrderIdentity Of(long? id, string? externalRef, long? echoedId) => new(id, externalRef, echoedId);

    /// <summary>
    /// Whether both are the same order: by ID where both sides know it, else by external reference where both know it, else
    /// unclear.
    /// </summary>
    public IdentityMatch Compare(OrderIdentity other)
    {
        if (Id is not null && other.Id is not null)
            return Id == other.Id ? IdentityMatch.Same : IdentityMatch.Different;
        if (ExternalRef is null || other.ExternalRef is null)
            return IdentityMatch.Unclear;

        bool same = string.Equals(ExternalRef, other.ExternalRef, StringComparison.Ordinal);
        bool isContradicted = AnyId is { } id && other.AnyId is { } otherId && (id == otherId) != same;
        return isContradicted ? IdentityMatch.Unclear : same ? IdentityMatch.Same : IdentityMatch.Different;
    }
}

/// <summary>What can be said of two orders.</summary>
public enum IdentityMatch
{
    /// <summary>They are the same order.</summary>
    Same,

    /// <summary>They are different orders.</summary>
    Different,

    /// <summary>It can't be told: one is known only by ID and the other only by external reference, or their names contradict each other.</summary>
    Unclear,
}
