using System;
using System.Collections.Generic;
using System.Linq;

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
        verb: "Cancel",
        gerund: "Cancelling",
        pastParticiple: "cancelled",
        pathSegment: "cancellation",
        scope: "api-sl-2-3.order-cancellation.create",
        referenceRequired: false);

    /// <summary>Returns items that have been shipped.</summary>
    public static readonly Operation Return = new(
        name: "Return",
        verb: "Return",
        gerund: "Returning",
        pastParticiple: "returned",
        pathSegment: "return",
        scope: "api-sl-2-3.order-return.create",
        referenceRequired: true);

    private Operation(
        string name, string verb, string gerund, string pastParticiple, string pathSegment, string scope, bool referenceRequired)
    {
        Name = name;
        Noun = name.ToLowerInvariant();
        Verb = verb;
        Gerund = gerund;
        PastParticiple = pastParticiple;
        PathSegment = pathSegment;
        Scope = scope;
        ReferenceRequired = referenceRequired;
    }

    /// <summary>Every operation that KornitX offers.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Cancellation, Return];

    /// <summary>Cancellation or Return.</summary>
    public string Name { get; }

    /// <summary>The name within a sentence: cancellation or return.</summary>
    public string Noun { get; }

    /// <summary>The verb that begins a sentence: Cancel or Return.</summary>
    public string Verb { get; }

    /// <summary>The verb of an activity that is under way: Cancelling or Returning.</summary>
    public string Gerund { get; }

    /// <summary>What the items were: cancelled or returned.</summary>
    public string PastParticiple { get; }

    /// <summary>The last segment of the operation's endpoints.</summary>
    public string PathSegment { get; }

    /// <summary>The OAuth 2.0 scope, which is also the permission's name in KornitX.</summary>
    public string Scope { get; }

    /// <summary>Whether KornitX demands a reference in the body.</summary>
    public bool ReferenceRequired { get; }

    /// <summary>The operation of that name, in any case.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Operation Parse(string name) =>
        All.FirstOrDefault(operation => string.Equals(operation.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{name}' is not an operation; there are {string.Join(" and ", All)}.", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
