namespace KornitX.Client;

/// <summary>What the command line says of every row. It wins over what a row says itself.</summary>
/// <param name="OrderId">The KornitX order ID.</param>
/// <param name="OrderExternalRef">The sales channel's reference of the order.</param>
/// <param name="Reference">The caller's reference of the cancellation or return.</param>
public sealed record OrderDefaults(long? OrderId, string? OrderExternalRef, string? Reference);
