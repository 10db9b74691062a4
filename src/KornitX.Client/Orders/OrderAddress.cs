using System;
using System.Globalization;

namespace KornitX.Client;

/// <summary>
/// An order as it is named to KornitX. May know more of the order than its addressing uses;
/// the rest is echoed to the person and not sent.
/// </summary>
public sealed class OrderAddress : IEquatable<OrderAddress>
{
    /// <summary>An address by the given addressing.</summary>
    /// <param name="addressing">Which of the two names are used.</param>
    /// <param name="id">The KornitX order ID, from 1; needed for Id and Combined.</param>
    /// <param name="externalRef">The sales channel's reference; needed for ExternalRef and Combined.</param>
    /// <exception cref="ArgumentException">What the addressing needs is missing or can't be sent.</exception>
    public OrderAddress(Addressing addressing, long? id, string? externalRef)
    {
        if (addressing != Addressing.ExternalRef && id is null)
            throw new ArgumentException("The KornitX order ID is missing.", nameof(id));
        if (id < 1)
            throw new ArgumentException($"{id} is not a KornitX order ID.", nameof(id));
        if (addressing != Addressing.Id && externalRef is null)
            throw new ArgumentException("The order's external reference is missing.", nameof(externalRef));
        if (addressing != Addressing.Id && Reference.ProblemInPath(externalRef!, addressing) is { } problem)
            throw new ArgumentException($"The order's external reference {problem}.", nameof(externalRef));

        Addressing = addressing;
        Id = id;
        ExternalRef = externalRef;
    }

    /// <summary>Which of the two names are sent.</summary>
    public Addressing Addressing { get; }

    /// <summary>The KornitX order ID, where known.</summary>
    public long? Id { get; }

    /// <summary>The sales channel's reference, where known.</summary>
    public string? ExternalRef { get; }

    /// <summary>By KornitX ID.</summary>
    public static OrderAddress ById(long id) => new(Addressing.Id, id, null);

    /// <summary>By the sales channel's reference.</summary>
    public static OrderAddress ByExternalRef(string externalRef) => new(Addressing.ExternalRef, null, externalRef);

    /// <summary>By both.</summary>
    public static OrderAddress ByCombined(string externalRef, long id) => new(Addressing.Combined, id, externalRef);

    /// <summary>The endpoint's path below the API's root, without a leading slash, escaped.</summary>
    public string Path(Operation operation)
    {
        string order = Addressing switch
        {
            Addressing.Id => Digits,
            Addressing.ExternalRef => "by-external-ref/" + Reference.Escape(ExternalRef!),
            _ => "by-combined/" + Reference.Escape(ExternalRef!) + "-" + Digits,
        };
        return $"order/{order}/{operation.PathSegment}";
    }

    /// <summary>The order as a person would name it, safe to show.</summary>
    public override string ToString() => Addressing switch
    {
        Addressing.Id => $"order {Digits}",
        Addressing.ExternalRef => $"order {Reference.Show(ExternalRef!)}",
        _ => $"order {Reference.Show(ExternalRef!)} ({Digits})",
    };

    /// <summary>Whether both name the same order to KornitX in the same way; what is only echoed does not count.</summary>
    public bool Equals(OrderAddress? other) =>
        other is not null
        && Addressing == other.Addressing
        && (Addressing == Addressing.ExternalRef || Id == other.Id)
        && (Addressing == Addressing.Id || string.Equals(ExternalRef, other.ExternalRef, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrderAddress);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Addressing == Addressing.ExternalRef
            ? StringComparer.Ordinal.GetHashCode(ExternalRef!)
            : Id.GetHashCode();

    private string Digits => Id!.Value.ToString(CultureInfo.InvariantCulture);
}
