namespace KornitX.Client;

/// <summary>
/// An operation of the KornitX API on order items. Operations differ only in their names, their endpoint, their OAuth scope
/// and whether the body must have a reference.
/// </summary>
public sealed class Operation
{
    /// <summary>Cancels items that have not been shipped.</summary>
    public static readonly Operation Cancellation = new()
    {
        Name = "Cancellation",
        Verb = "Cancel",
        Gerund = "Cancelling",
        PastParticiple = "cancelled",
        PathSegment = "cancellation",
        Scope = "api-sl-2-3.order-cancellation.create",
        ReferenceRequired = false,
    };

    /// <summary>Returns items that have been shipped.</summary>
    public static readonly Operation Return = new()
    {
        Name = "Return",
        Verb = "Return",
        Gerund = "Returning",
        PastParticiple = "returned",
        PathSegment = "return",
        Scope = "api-sl-2-3.order-return.create",
        ReferenceRequired = true,
    };

    private Operation()
    {
    }

    /// <summary>All operations.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Cancellation, Return];

    /// <summary>The name: Cancellation or Return.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The noun for use within a sentence: cancellation or return.</summary>
    public string Noun => Name.ToLowerInvariant();

    /// <summary>The imperative that begins a sentence: Cancel or Return.</summary>
    public string Verb { get; private init; } = "";

    /// <summary>The gerund that begins a progress message: Cancelling or Returning.</summary>
    public string Gerund { get; private init; } = "";

    /// <summary>The past participle: cancelled or returned.</summary>
    public string PastParticiple { get; private init; } = "";

    /// <summary>The last path segment of the operation's endpoints.</summary>
    public string PathSegment { get; private init; } = "";

    /// <summary>The OAuth 2.0 scope, which is also the name of the permission in KornitX.</summary>
    public string Scope { get; private init; } = "";

    /// <summary>Whether the request body must have a reference.</summary>
    public bool ReferenceRequired { get; private init; }

    /// <summary>Returns the operation with a name. Ignores case.</summary>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static Operation Parse(string name) =>
        All.FirstOrDefault(operation => string.Equals(operation.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{name}' is not an operation. The operations are {string.Join(" and ", All)}.", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
