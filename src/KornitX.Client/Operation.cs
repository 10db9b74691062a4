namespace KornitX.Client;

/// <summary>
/// An operation of the KornitX API on order items. Operations differ only in their names, their endpoint, their OAuth scope
/// and whether the body must have a reference.
/// </summary>
public sealed class Operation
{
    /// <summary>Cancels items that have not been shipped.</summary>
    public static readonly Operation Cancellation = new(
        index: 0,
        name: "Cancellation",
        verb: "Cancel",
        gerund: "Cancelling",
        pastParticiple: "cancelled",
        pathSegment: "cancellation",
        scope: "api-sl-2-3.order-cancellation.create",
        referenceRequired: false);

    /// <summary>Returns items that have been shipped.</summary>
    public static readonly Operation Return = new(
        index: 1,
        name: "Return",
        verb: "Return",
        gerund: "Returning",
        pastParticiple: "returned",
        pathSegment: "return",
        scope: "api-sl-2-3.order-return.create",
        referenceRequired: true);

    private Operation(
        byte index, string name, string verb, string gerund, string pastParticiple, string pathSegment, string scope,
        bool referenceRequired)
    {
        Index = index;
        Name = name;
        Noun = name.ToLowerInvariant();
        Verb = verb;
        Gerund = gerund;
        PastParticiple = pastParticiple;
        PathSegment = pathSegment;
        Scope = scope;
        ReferenceRequired = referenceRequired;
    }

    /// <summary>All operations.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Cancellation, Return];

    /// <summary>The name: Cancellation or Return.</summary>
    public string Name { get; }

    /// <summary>The noun for use within a sentence: cancellation or return.</summary>
    public string Noun { get; }

    /// <summary>The imperative that begins a sentence: Cancel or Return.</summary>
    public string Verb { get; }

    /// <summary>The gerund that begins a progress message: Cancelling or Returning.</summary>
    public string Gerund { get; }

    /// <summary>The past participle: cancelled or returned.</summary>
    public string PastParticiple { get; }

    /// <summary>The last path segment of the operation's endpoints.</summary>
    public string PathSegment { get; }

    /// <summary>The OAuth 2.0 scope, which is also the name of the permission in KornitX.</summary>
    public string Scope { get; }

    /// <summary>Whether the request body must have a reference.</summary>
    public bool ReferenceRequired { get; }

    /// <summary>The position in <see cref="All"/>.</summary>
    internal byte Index { get; }

    /// <summary>Returns the operation with a name. Ignores case.</summary>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static Operation Parse(string name) =>
        All.FirstOrDefault(operation => string.Equals(operation.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{name}' is not an operation. The operations are {string.Join(" and ", All)}.", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
