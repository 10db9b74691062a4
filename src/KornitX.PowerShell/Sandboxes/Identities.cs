using System;
using System.Collections.Generic;
using KornitX.Client;

namespace KornitX.Sandboxes;

/// <summary>An order or an item: its KornitX ID and, where a row gives one, its reference.</summary>
internal sealed class Identity(long id)
{
    public long Id { get; } = id;

    public string? ExternalRef { get; set; }
}

/// <summary>Finds out which rows name the same order, or the same item: some by ID, some by reference, some by both.</summary>
internal static class Identities
{
    /// <summary>The identity of each name; null where a row joins an ID with another reference than an earlier row.</summary>
    /// <param name="names">The names, and what KornitX would look each of them up by.</param>
    /// <param name="nextId">Gives an ID that no row has.</param>
    public static Identity?[] Resolve(IReadOnlyList<(Addressing By, long? Id, string? ExternalRef)> names, Func<long> nextId)
    {
        Dictionary<long, Identity> byId = [];
        Dictionary<string, Identity> byRef = new(StringComparer.Ordinal);

        // A reference that is sent with the ID counts before one that a row only mentions.
        foreach ((Addressing by, long? id, string? externalRef) in names)
        {
            if (by == Addressing.Combined)
                GetOrAdd(byId, id!.Value).ExternalRef ??= externalRef;
        }

        foreach ((Addressing by, long? id, string? externalRef) in names)
        {
            if (by == Addressing.Id)
                GetOrAdd(byId, id!.Value).ExternalRef ??= externalRef;
        }

        // Where several share a reference, KornitX's answer is unknown; the sandbox takes the first.
        foreach ((Addressing by, long? id, string? _) in names)
        {
            if (by != Addressing.ExternalRef && byId[id!.Value] is { ExternalRef: { } known } identity && !byRef.ContainsKey(known))
                byRef.Add(known, identity);
        }

        foreach ((Addressing by, long? id, string? externalRef) in names)
        {
            if (by == Addressing.ExternalRef && id is { } mentioned && !byRef.ContainsKey(externalRef!) && GetOrAdd(byId, mentioned) is { ExternalRef: null } identity)
                Name(identity, externalRef!);
        }

        Identity?[] resolved = new Identity?[names.Count];
        for (int i = 0; i < resolved.Length; i++)
        {
            (Addressing by, long? id, string? externalRef) = names[i];
            if (by == Addressing.ExternalRef && !byRef.ContainsKey(externalRef!))
                Name(new Identity(nextId()), externalRef!);
            Identity found = by == Addressing.ExternalRef ? byRef[externalRef!] : byId[id!.Value];
            resolved[i] = by == Addressing.Combined && found.ExternalRef != externalRef ? null : found;
        }

        return resolved;

        void Name(Identity identity, string externalRef)
        {
            identity.ExternalRef = externalRef;
            byRef.Add(externalRef, identity);
        }
    }

    private static Identity GetOrAdd(Dictionary<long, Identity> byId, long id)
    {
        if (!byId.TryGetValue(id, out Identity? identity))
            byId.Add(id, identity = new Identity(id));
        return identity;
    }
}
