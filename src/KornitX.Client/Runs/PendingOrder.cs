namespace KornitX.Client;

/// <summary>A request that is to be sent, from <see cref="OrderRun.Prepare"/> until its outcome is known.</summary>
public sealed class PendingOrder
{
    private readonly TaskCompletionSource<RequestOutcome> _outcome = new();

    internal PendingOrder(BookingRequest request, int occurrence = 1, bool mayBeBooked = false)
    {
        Request = request;
        Occurrence = occurrence;
        MayBeBooked = mayBeBooked;
    }

    /// <summary>The request.</summary>
    public BookingRequest Request { get; }

    /// <summary>Its number among the requests of the run with the same order and reference, from 1. Always 1 without a journal.</summary>
    internal int Occurrence { get; }

    /// <summary>Whether an earlier attempt may have been booked, and it is sent again anyway.</summary>
    internal bool MayBeBooked { get; set; }

    /// <summary>Whether <see cref="SentRequests"/> holds other runs of the process back from the same request.</summary>
    internal bool IsReserved { get; set; }

    /// <summary>Completes with the outcome. Never fails.</summary>
    internal Task<RequestOutcome> Outcome => _outcome.Task;

    /// <summary>Describes the outcome of this run's attempt.</summary>
    internal RequestOutcome ToOutcome(Outcome attempt) => new(
        // With RetryUnknown, a rejection of this attempt says nothing about the earlier one, which may have been booked.
        Request, MayBeBooked ? JournalRecord.AfterUnknown(attempt) : attempt, OutcomeSource.Run)
    {
        Attempt = attempt,
        IsResend = MayBeBooked,
    };

    internal void Complete(RequestOutcome outcome) => _outcome.TrySetResult(outcome);
}
