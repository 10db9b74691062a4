namespace KornitX.Client;

/// <summary>The result of one attempt to send a request.</summary>
/// <param name="Outcome">The outcome of the order if this is the last attempt.</param>
/// <param name="Resend">Whether the request may be sent again.</param>
/// <param name="RetryAfter">How long the server asks to wait before a retry; null if it does not say.</param>
internal readonly record struct Attempt(Outcome Outcome, Resend Resend = Resend.Never, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether any part of the request was written to a connection.</summary>
    public bool WasSent => Outcome is not Outcome.NotSent { Reason: NotSentReason.Unreachable or NotSentReason.Stopped };
}

/// <summary>Whether a request may be sent again.</summary>
internal enum Resend
{
    /// <summary>It had an effect, may have had one, or would be rejected again.</summary>
    Never,

    /// <summary>Once, with a new token.</summary>
    WithNewToken,

    /// <summary>After a wait, up to the maximum number of retries.</summary>
    AfterWait,
}
