namespace KornitX.Client;

/// <summary>Values of the command line for all rows. They override the values of the rows.</summary>
/// <param name="OrderId">The KornitX order ID.</param>
/// <param name="OrderExternalRef">The sales channel's reference of the order.</param>
/// <param name="Reference">The caller's reference for the operation.</param>
public sealed record OrderDefaults(long? OrderId, string? OrderExternalRef, string? Reference)
{
    /// <summary>No values.</summary>
    public static OrderDefaults None { get; } = new(null, null, null);
}
