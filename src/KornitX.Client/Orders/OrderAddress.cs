using System.Globalization;

namespace KornitX.Client;

/// <summary>
/// Identifies an order in a request. May also hold an identifier that the addressing does not use, which is shown but not
/// sent.
/// </summary>
public sealed class OrderAddress : IEquatable<OrderAddress>
{
    /// <summary>Creates an address.</summary>
    /// <param name="addressing">Which of the two identifiers are sent.</param>
    /// <param name="id">The KornitX order ID, at least 1; required for Id and Combined.</param>
    /// <param name="externalRef">The sales channel's reference; required for ExternalRef and Combined.</param>
    /// <exception cref="ArgumentException">An identifier that the addressing requires is missing or can't be sent.</exception>
    public OrderAddress(Addressing addressing, long? id, string? externalRef)
    {
        if (addressing != Addressing.ExternalRef && id is null)
            throw new ArgumentException("The KornitX order ID is missing.", nameof(id));
        if (id < 1)
            throw new ArgumentException($"{id} is not a KornitX order ID.", nameof(id));
        if (addressing != Addressing.Id && externalRef is null)
            throw new ArgumentException("The order's external reference is missing.", nameof(externalRef));
        if (addressing != Addressing.Id && Reference.FindProblemInPath(externalRef!, addressing) is { } problem)
            throw new ArgumentException($"The order's external reference {problem}.", nameof(externalRef));

        Addressing = addressing;
        Id = id;
        ExternalRef = externalRef;
    }

    /// <summary>Which of the two identifiers are sent.</summary>
    public Addressing Addressing { get; }

    /// <summary>The KornitX order ID, if known.</summary>
    public long? Id { get; }

    /// <summary>The sales channel's reference, if known.</summary>
    public string? ExternalRef { get; }

    /// <summary>Creates an address by KornitX ID.</summary>
    public static OrderAddress ById(long id) => new(Addressing.Id, id, null);

    /// <summary>Creates an address by the sales channel's reference.</summary>
    public static OrderAddress ByExternalRef(string externalRef) => new(Addressing.ExternalRef, null, externalRef);

    /// <summary>Creates an address by reference and ID.</summary>
    public static OrderAddress ByCombined(string externalRef, long id) => new(Addressing.Combined, id, externalRef);

    /// <summary>Returns the escaped path of the endpoint relative to the API's root, without a leading slash.</summary>
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

    /// <summary>Returns the order as it is named in messages, safe to show.</summary>
    public override string ToString() => Addressing switch
    {
        Addressing.Id => $"order {Digits}",
        Addressing.ExternalRef => $"order {Reference.Show(ExternalRef!)}",
        _ => $"order {Reference.Show(ExternalRef!)} ({Digits})",
    };

    /// <summary>Whether both send the same identifiers. Identifiers that are not sent are ignored.</summary>
    public bool Equals(OrderAddress? other) => Addressing == other?.Addressing && Sent == other.Sent;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrderAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => Sent.GetHashCode();

    /// <summary>The identifiers that are sent.</summary>
    private (long? Id, string? ExternalRef) Sent => new RequestItem(Id, ExternalRef, 0).Key(Addressing);

    private string Digits => Id!.Value.ToString(CultureInfo.InvariantCulture);
}
