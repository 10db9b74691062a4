namespace KornitX.Client;

/// <summary>How a request identifies the order and its items. Each addressing has its own endpoint.</summary>
public enum Addressing
{
    /// <summary>By KornitX IDs.</summary>
    Id,

    /// <summary>By the sales channel's references.</summary>
    ExternalRef,

    /// <summary>By reference and ID, joined with a hyphen.</summary>
    Combined,
}
