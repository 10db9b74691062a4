namespace KornitX.Commands;

/// <summary>An order or an item: its KornitX ID and, if a row has one, its reference.</summary>
internal sealed class Identity(long id)
{
    public long Id { get; } = id;

    public string? ExternalRef { get; set; }
}

/// <summary>Finds the rows that identify the same order or item, some by ID, some by reference, some by both.</summary>
internal static class RowIdentityResolver
{
    /// <summary>Returns the identity for each name; null if a row combines an ID with a different reference than an earlier row.</summary>
    /// <param name="names">The names, each with its addressing.</param>
    /// <param name="nextId">Returns an ID that no row has.</param>
    public static Identity?[] Resolve(IReadOnlyList<(Addressing By, long? Id, string? ExternalRef)> names, Func<long> nextId)
    {
        Dictionary<long, Identity> byId = [];
        Dictionary<string, Identity> byRef = new(StringComparer.Ordinal);

        // A reference that is sent with the ID takes precedence over one that is in the row but not sent.
        foreach ((_, long? id, string? externalRef) in names
            .Where(name => name.By != Addressing.ExternalRef)
            .OrderBy(name => name.By == Addressing.Id))
        {
            GetOrAdd(byId, id!.Value).ExternalRef ??= externalRef;
        }

        // How KornitX resolves a reference that several orders share is not documented; the sandbox uses the first.
        foreach ((Addressing by, long? id, string? _) in names)
        {
            if (by != Addressing.ExternalRef && byId[id!.Value] is { ExternalRef: { } known } identity && !byRef.ContainsKey(known))
                byRef.Add(known, identity);
        }

        foreach ((Addressing by, long? id, string? externalRef) in names)
        {
            if (by == Addressing.ExternalRef && id is { } unsent && !byRef.ContainsKey(externalRef!)
                && GetOrAdd(byId, unsent) is { ExternalRef: null } identity)
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
