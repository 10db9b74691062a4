using System;

namespace KornitX;

/// <summary>How a sandbox starts. Everything has a default.</summary>
public sealed class SandboxOptions
{
    /// <summary>The port on loopback; 0 for any free one.</summary>
    public int Port { get; set; }

    /// <summary>The client id it knows.</summary>
    public string ClientId { get; set; } = "sandbox";

    /// <summary>The client secret it knows; null for a random one at each start.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Whether the client may have the scope for cancellations.</summary>
    public bool GrantCancellation { get; set; } = true;

    /// <summary>Whether the client may have the scope for returns.</summary>
    public bool GrantReturn { get; set; } = true;

    /// <summary>How long a token lives, in seconds; with 0 it is expired when it is issued.</summary>
    public int TokenLifetimeSec { get; set; } = 3600;

    /// <summary>The orders it knows; null for <see cref="SandboxOrder.BuiltIn"/>. An array, because of all lists PowerShell makes only that of hashtables.</summary>
    public SandboxOrder[]? Orders { get; set; }

    /// <summary>How many cancellations and returns it serves in any hour before it refuses with 400; 0 for no limit.</summary>
    public int RequestsPerHour { get; set; }

    /// <summary>How many requests the log keeps.</summary>
    public int RequestLogLimit { get; set; } = 10000;

    /// <summary>What time it is; set by tests.</summary>
    internal Func<DateTimeOffset> Clock { get; set; } = () => DateTimeOffset.UtcNow;

    internal void Check()
    {
        if (string.IsNullOrEmpty(ClientId))
            throw new ArgumentException("ClientId must not be empty.");
        if (ClientSecret is { Length: 0 })
            throw new ArgumentException("ClientSecret must not be empty; leave it out for a random one.");
        Check(Port, 0, 65535, nameof(Port));
        Check(TokenLifetimeSec, 0, int.MaxValue, nameof(TokenLifetimeSec));
        Check(RequestsPerHour, 0, int.MaxValue, nameof(RequestsPerHour));
        Check(RequestLogLimit, 0, int.MaxValue, nameof(RequestLogLimit));
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentException(FormattableString.Invariant($"{name} must be from {least} to {most}, not {value}."));
    }
}
