namespace KornitX;

/// <summary>The options of a sandbox, all with defaults.</summary>
public sealed class SandboxOptions
{
    /// <summary>The port on loopback; 0 for any free one.</summary>
    public int Port { get; set; }

    /// <summary>The client ID that it accepts.</summary>
    public string ClientId { get; set; } = "sandbox";

    /// <summary>The client secret that it accepts; null for a random one at each start.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The operations whose scope the client is granted: Cancellation, Return; null for all.</summary>
    public string[]? Operations { get; set; }

    /// <summary>The lifetime of a token, in seconds; 0 issues expired tokens.</summary>
    public int TokenLifetimeSec { get; set; } = 3600;

    /// <summary>
    /// The orders that it contains; null for <see cref="SandboxOrder.BuiltIn"/>. An array, because PowerShell converts hashtables
    /// to no other kind of list.
    /// </summary>
    public SandboxOrder[]? Orders { get; set; }

    /// <summary>The number of cancellations and returns in any hour; further ones receive 400. 0 for no limit.</summary>
    public int RequestsPerHour { get; set; }

    /// <summary>The number of requests that the log keeps.</summary>
    public int RequestLogLimit { get; set; } = 10000;

    /// <summary>The clock. Tests replace it.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;
}
