using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>Determines whether and why a run ends before its input does, and throws the error that ends the command.</summary>
internal sealed class RunEnd
{
    private readonly PSCmdlet _command;
    private readonly PipelineDispatcher _dispatcher;
    private readonly OrderRun _run;
    private readonly Journal? _journal;
    private readonly int _maximumFailureCount;
    private readonly AddressingMix _addressing = new();
    private RunEnding? _ending;

    /// <param name="command">The command.</param>
    /// <param name="dispatcher">Knows whether a write ended the command.</param>
    /// <param name="run">The run.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="maximumFailureCount">The number of failures in a row that ends the run.</param>
    public RunEnd(PSCmdlet command, PipelineDispatcher dispatcher, OrderRun run, Journal? journal, int maximumFailureCount)
    {
        _command = command;
        _dispatcher = dispatcher;
        _run = run;
        _journal = journal;
        _maximumFailureCount = maximumFailureCount;
    }

    /// <summary>Whether the run has a journal.</summary>
    public bool HasJournal => _journal is not null;

    /// <summary>Whether no further order is to be started.</summary>
    public bool HasBegun => Ending is not null || _command.Stopping;

    /// <summary>Why the run ends; null if it does not, or because of Ctrl+C only.</summary>
    public RunEnding? Ending
    {
        get
        {
            if (_ending is null && Find() is { } found)
                Begin(found);
            return _ending;
        }
    }

    /// <summary>The message of the error under -ErrorAction Stop that has not been written yet.</summary>
    public string? UnwrittenError => (_ending as RunEnding.ErrorActionStop)?.Error.ErrorDetails.Message;

    /// <summary>Starts no further order.</summary>
    public void Begin(RunEnding ending)
    {
        _ending = ending;
        _run.CancelQueued();
    }

    /// <summary>Ends the run if a later run could not match its orders with those in the journal. In a stream, earlier orders have been sent.</summary>
    public void CheckAddressing(OrderAddress order)
    {
        if (_journal is null || _addressing.TryAdd(order) || Ending is not null)
            return;
        Begin(Refused(
            NotSentReason.MixedAddressing,
            "the input identifies some orders only by ID and others only by external reference, and a later run with this journal could not tell them apart"));
    }

    /// <summary>Adds an order that is not sent to the terminating error, if that error lists such orders.</summary>
    public void AddUnsent(BookingRequest order) => (Ending as RunEnding.Refused)?.Orders.Add(order);

    /// <summary>Throws the error that ends the command, after all outcomes have been reported.</summary>
    /// <param name="hasInputEnded">Whether no row is left unread.</param>
    public void Throw(bool hasInputEnded)
    {
        switch (Ending)
        {
            case RunEnding.Refused { Orders.Count: > 0 } refused:
                _command.ThrowTerminatingError(OrderErrors.OfAll(refused.Orders, refused.Reason, HasJournal));
                break;
            case RunEnding.Refused { Reason: { Reason: NotSentReason.JournalFailed } reason }:
                _command.ThrowTerminatingError(JournalErrors.JournalFailed(reason.Message));
                break;
            // If the input has ended and no order is left, each failure has been reported already.
            case RunEnding.Refused refused when !hasInputEnded:
                _command.ThrowTerminatingError(OrderErrors.OfAll([], refused.Reason, HasJournal));
                break;
            case RunEnding.ErrorActionStop { Error: var error }:
                _ending = null;
                _command.WriteError(error);
                break;
            case RunEnding.Thrown { Exception: var exception }:
                exception.Throw();
                break;
        }
    }

    private RunEnding? Find() =>
        _dispatcher.Ending is { } thrown ? new RunEnding.Thrown(thrown)
        : _journal?.Failure is { } failure ? Refused(NotSentReason.JournalFailed, failure)
        : _run.HasTooManyFailures ? Refused(NotSentReason.ServiceDown, $"{_maximumFailureCount} orders in a row got no clear answer")
        : null;

    private static RunEnding.Refused Refused(NotSentReason reason, string message) => new(new Outcome.NotSent(reason, message));
}
