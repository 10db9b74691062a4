using System;

namespace KornitX.Client;

/// <summary>What one try of an order request came to, and whether there may be another.</summary>
/// <param name="Outcome">The outcome, if it was the last try.</param>
/// <param name="Resend">Whether it may be sent again.</param>
/// <param name="After">How long the server asks to wait before that; null when it does not say.</param>
internal readonly record struct Attempt(Outcome Outcome, Resend Resend = Resend.Never, TimeSpan? After = null)
{
    /// <summary>Whether any of the request was handed to a connection.</summary>
    public bool HasLeft => Outcome is not Outcome.NotSent { Reason: NotSentReason.Unreachable or NotSentReason.Stopped };
}

/// <summary>Whether a request may be sent again.</summary>
internal enum Resend
{
    /// <summary>It had its effect, may have had it, or would be refused again.</summary>
    Never,

    /// <summary>Once, with a new token.</summary>
    WithNewToken,

    /// <summary>After a wait, as often as the connection allows.</summary>
    AfterWait,
}
