using System;

namespace KornitX.Client;

/// <summary>
/// One of the two things KornitX does to order items. They differ in their names, their OAuth scope and
/// whether a reference must be given; everything else is one path through the code.
/// </summary>
public sealed class Operation
{
    /// <summary>Cancels items that have not been shipped.</summary>
    public static readonly Operation Cancellation = new(
        name: "Cancellation",
        pathSegment: "cancellation",
        scope: "api-sl-2-3.order-cancellation.create",
        referenceRequired: false);

    /// <summary>Returns items that have been shipped.</summary>
    public static readonly Operation Return = new(
        name: "Return",
        pathSegment: "return",
        scope: "api-sl-2-3.order-return.create",
        referenceRequired: true);

    private Operation(string name, string pathSegment, string scope, bool referenceRequired)
    {
        Name = name;
        PathSegment = pathSegment;
        Scope = scope;
        ReferenceRequired = referenceRequired;
    }

    /// <summary>Cancellation or Return.</summary>
    public string Name { get; }

    /// <summary>The last segment of the operation's endpoints.</summary>
    public string PathSegment { get; }

    /// <summary>The OAuth 2.0 scope, which is also the permission's name in KornitX.</summary>
    public string Scope { get; }

    /// <summary>Whether KornitX demands a reference in the body.</summary>
    public bool ReferenceRequired { get; }

    /// <summary>The operation of that name, in any case.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Operation Parse(string name) =>
        string.Equals(name, Cancellation.Name, StringComparison.OrdinalIgnoreCase) ? Cancellation
        : string.Equals(name, Return.Name, StringComparison.OrdinalIgnoreCase) ? Return
        : throw new ArgumentException($"'{name}' is not an operation; there are Cancellation and Return.", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
