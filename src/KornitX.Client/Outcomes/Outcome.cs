using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>
/// What became of a request. One of four: <see cref="Created"/>, <see cref="Rejected"/>, <see cref="NotSent"/>,
/// <see cref="Unknown"/>. Whether it may be sent again, what the journal says and which error the person sees all follow from it.
/// </summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Whether it is the connection or the journal itself that is of no use any more, so that no other order needs to try.</summary>
    public bool EndsRun => this is NotSent
    {
        Reason: NotSentReason.AuthenticationFailed or NotSentReason.PermissionDenied or NotSentReason.Disconnected or NotSentReason.JournalFailed,
    };

    /// <summary>The HTTP status code of the answer it was concluded from; null where there was none.</summary>
    public virtual int? StatusCode { get; init; }

    /// <summary>KornitX booked it.</summary>
    /// <param name="Bookings">What was booked: one as a rule, but the API answers with an array.</param>
    public sealed record Created(IReadOnlyList<Booking> Bookings) : Outcome
    {
        /// <summary>How the answer differs from what was asked for, as a sentence that is safe to show; null where it does not.</summary>
        public string? Warning { get; init; }

        /// <summary>Who said that it is booked, where it was not KornitX's answer but a person.</summary>
        public Settlement? Settlement { get; init; }
    }

    /// <summary>KornitX answered no. Nothing was booked.</summary>
    /// <param name="Status">The HTTP status code, 4xx.</param>
    /// <param name="Message">KornitX's own words, made safe to show; null when it gave none.</param>
    public sealed record Rejected(int Status, string? Message) : Outcome
    {
        /// <inheritdoc/>
        public override int? StatusCode => Status;

        /// <summary>Whether it is the client's permissions that KornitX objects to, not the request.</summary>
        public bool IsPermission { get; init; }
    }

    /// <summary>It surely had no effect, and sending it later is safe.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Message">What happened, made safe to show.</param>
    public sealed record NotSent(NotSentReason Reason, string Message) : Outcome
    {
        /// <summary>How often it was tried.</summary>
        public int Attempts { get; init; } = 1;
    }

    /// <summary>It may have been booked; nothing can tell from here. Never to be sent again without a person's word.</summary>
    /// <param name="Message">What happened, made safe to show.</param>
    public sealed record Unknown(string Message) : Outcome;
}

/// <summary>Why a request surely had no effect.</summary>
public enum NotSentReason
{
    /// <summary>It never got there: name, connection, TLS, proxy or the token endpoint.</summary>
    Unreachable,

    /// <summary>Refused for coming too often.</summary>
    RateLimited,

    /// <summary>The client id or secret is wrong, or a fresh token was refused.</summary>
    AuthenticationFailed,

    /// <summary>The token endpoint refused the operation's scope.</summary>
    PermissionDenied,

    /// <summary>The caller stopped before it left.</summary>
    Stopped,

    /// <summary>The client was disposed before it was sent.</summary>
    Disconnected,

    /// <summary>Too many orders before it got no clear answer, so that the service seems to be down.</summary>
    ServiceDown,

    /// <summary>With a journal, the input names some orders only by ID and others only by external reference.</summary>
    MixedAddressing,

    /// <summary>The journal has the order otherwise, or may have it, and it is booked or may be.</summary>
    JournalConflict,

    /// <summary>The journal could not be written, so nothing may leave.</summary>
    JournalFailed,

    /// <summary>Its outcome was unknown, and a person found that it was not booked.</summary>
    SettledAsNotBooked,
}

/// <summary>A cancellation or return as KornitX answered it.</summary>
/// <param name="Id">Its ID; null where a person settled the order and did not give it.</param>
/// <param name="Items">The order lines it touches.</param>
public sealed record Booking(long? Id, IReadOnlyList<BookedItem> Items);

/// <summary>An order line as KornitX answered it.</summary>
/// <param name="ItemId">The KornitX item ID; null when the answer lacks it.</param>
/// <param name="OrderId">The KornitX order ID; null when the answer lacks it.</param>
/// <param name="LineQuantity">The total quantity of the line, not the quantity cancelled or returned; null when the answer lacks it.</param>
public sealed record BookedItem(long? ItemId, long? OrderId, long? LineQuantity);
