using System.Diagnostics;

namespace KornitX.Commands;

/// <summary>
/// The report of a run: counts the orders and writes their results, errors and warnings, the summary, and what is left to do. On the
/// pipeline's thread only, except for <see cref="AnnounceStop"/>.
/// </summary>
internal sealed class RunReport
{
    private readonly PSCmdlet _command;
    private readonly PipelineDispatcher _dispatcher;
    private readonly OrderRun _run;
    private readonly OrderRunOptions _options;
    private readonly OrderProgress _progress;
    private readonly RunSummary _summary;
    private readonly Stopwatch _duration = Stopwatch.StartNew();

    /// <summary>The orders that still have to be sent: those that failed without effect and those that the end of the run left.</summary>
    private readonly List<OrderRequest> _unsent = [];

    /// <summary>Outcomes that the pipeline no longer accepted.</summary>
    private readonly List<RequestOutcome> _unreported = [];

    /// <summary>
    /// The first error with -ErrorAction Stop. It is written last, because PowerShell accepts no output after it and the results of
    /// orders in flight must not be lost.
    /// </summary>
    private ErrorRecord? _firstError;
    private BookingRequest? _firstUnsentByEnd;

    /// <summary>The orders that were not started when the first error or the user ended the run.</summary>
    private int _notStarted;
    private int _withoutValidRow;
    private int _errors;

    /// <summary>Whether an order is named elsewhere than in an error that was written.</summary>
    private bool _hasOtherMessages;
    private bool _hasSummarized;
    private bool _hasOwnError;
    private bool _hasAnnouncedStop;
    private bool _hasWarnedAboutJournal;

    public RunReport(
        PSCmdlet command, PipelineDispatcher dispatcher, OrderRun run, OrderRunOptions options, OrderProgress progress, RunSummary summary)
    {
        _command = command;
        _dispatcher = dispatcher;
        _run = run;
        _options = options;
        _progress = progress;
        _summary = summary;
    }

    /// <summary>Whether nothing is sent, and bookings in the journal are described as -WhatIf describes an action.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether all rows have been read, and their orders counted.</summary>
    public bool HasInputEnded
    {
        get => _progress.HasInputEnded;
        set => _progress.HasInputEnded = value;
    }

    private bool StopsOnFirstError => _options.StopOnFirstFailure;

    /// <summary>
    /// Why the connection, the journal or the input ended the run; null if it goes on, or the first error or the user ended it.
    /// </summary>
    private Outcome.NotSent? EndReason => _run.Ended is { Reason: not NotSentReason.Stopped } ended ? ended : null;

    /// <summary>
    /// Whether messages go to the host. PowerShell ends a command with the first error that stops it, so a message with -WarningAction
    /// Stop would replace the run's own error.
    /// </summary>
    private bool UsesHost => _hasOwnError && _command.StopsOnMessages();

    private bool HasUnreadInput => EndReason is not null && !HasInputEnded;

    /// <summary>Counts orders of the input.</summary>
    /// <param name="withoutValidRow">How many further orders, of all that were read until now, have only invalid rows.</param>
    public void Count(IReadOnlyList<BatchedOrder> orders, int withoutValidRow)
    {
        int held = withoutValidRow - _withoutValidRow;
        _withoutValidRow = withoutValidRow;
        _summary.Orders += orders.Count + held;
        _summary.HeldBack += orders.Count(order => order.IsHeldBack) + held;
        _summary.BadRows += orders.Sum(order => order.Contradictions.Count);
    }

    /// <summary>Counts an invalid row.</summary>
    public void CountBadRow() => _summary.BadRows++;

    /// <summary>Adds an order that is not sent because the run ended.</summary>
    public void AddUnsent(BookingRequest request) => AddUnsent(request, _run.Ended ?? new Outcome.NotSent(NotSentReason.Stopped, ""));

    /// <summary>Counts and writes the outcome of an order. If that fails, the outcome is kept for <see cref="WriteUnreported"/>.</summary>
    public void Write(RequestOutcome done)
    {
        _summary.Add(done);
        try
        {
            WriteOutcome(done);
        }
        catch (Exception)
        {
            _unreported.Add(done);
            throw;
        }

        _dispatcher.Notify(_progress.Refresh);
    }

    /// <summary>Counts an outcome and keeps it for <see cref="WriteUnreported"/>.</summary>
    public void AddUnreported(RequestOutcome done)
    {
        _summary.Add(done);
        AddIfUnsent(done);
        _unreported.Add(done);
    }

    /// <summary>Writes an error. With -ErrorAction Stop, the first error is kept for the end, and later ones become warnings.</summary>
    public void WriteError(ErrorRecord error)
    {
        if (!StopsOnFirstError)
        {
            _errors++;
            _dispatcher.Write(() => _command.WriteError(error));
            EndIfStopped();
        }
        else if (_firstError is null && EndReason is null)
        {
            _firstError = error;
            _hasOwnError = true;
            _run.End();
        }
        else
        {
            _hasOtherMessages = true;
            Warn(error.ErrorDetails.Message);
        }
    }

    /// <summary>
    /// Writes an error that precedes a terminating one: with -ErrorAction Stop as a warning, so that the terminating error ends the
    /// command.
    /// </summary>
    public void WriteErrorBefore(ErrorRecord error)
    {
        if (StopsOnFirstError)
            Warn(error.ErrorDetails.Message);
        else
            WriteError(error);
    }

    /// <summary>Writes the error of an order that is not sent because of the state that its rows have.</summary>
    public void WriteNotSent(RepeatDecision decision)
    {
        if (decision.MayBeBooked)
            _summary.Unknown++;
        if (_run.Ended is null || EndReason is not null)
            WriteError(decision.Error!);
        else
            _hasOtherMessages = true;
    }

    public void WarnAboutCase(BatchedOrder order)
    {
        if (order.CaseVariant is not { } variant)
            return;
        string name = ErrorRecords.Sentence(order.Request);
        Warn($"{name} differs from {variant} only in upper and lower case. Both are sent as different orders.");
    }

    /// <summary>Warns once that orders of another journal are sent, which does not record them.</summary>
    /// <param name="path">The path of that journal; null without one.</param>
    public void WarnAboutJournal(string? path)
    {
        if (path is null || _hasWarnedAboutJournal)
            return;
        _hasWarnedAboutJournal = true;
        Warn($"These orders are from the journal '{path}', which does not record this run, so a later run with it sends them again. "
            + "To record them, specify it as -JournalPath.");
    }

    public void WarnAboutDuplicateItems(BatchedOrder order)
    {
        foreach (string item in order.DuplicateItems())
            Warn($"Item {item} appears more than once in {order.Request}. It is sent as given.");
    }

    /// <summary>Writes what is left to do and the summary, and throws the error that ends the command, if any.</summary>
    /// <param name="journalFailure">Why the journal could not be written; null if it could.</param>
    /// <param name="terminating">The error that ends the command because of the input, if any.</param>
    public void End(string? journalFailure, ErrorRecord? terminating)
    {
        _dispatcher.Notify(_progress.Bar.Done);
        ErrorRecord? ended = EndError(journalFailure);
        _hasOwnError |= (ended ?? terminating) is not null;
        if (journalFailure is not null && EndReason?.Reason != NotSentReason.JournalFailed)
            Warn(JournalErrors.JournalFailed(journalFailure).ErrorDetails.Message);
        // Only one error can end the command, and none of them must be lost.
        if (terminating is not null && (ended ?? _firstError) is not null)
            Warn(terminating.ErrorDetails.Message);
        WriteSummary(journalFailure is null ? EndReason?.Reason : NotSentReason.JournalFailed);

        _dispatcher.Ending?.Throw();
        if (ended is not null)
            _command.ThrowTerminatingError(ended);
        if (_firstError is { } first)
        {
            _firstError = null;
            _command.WriteError(first);
        }

        if (terminating is not null)
            _command.ThrowTerminatingError(terminating);
    }

    /// <summary>Says that the orders in flight are being waited for. On any thread.</summary>
    public void AnnounceStop(TimeSpan grace)
    {
        if (_hasAnnouncedStop)
            return;
        _hasAnnouncedStop = true;
        HostReport.Warn(_command, $"Stopping. No further order is sent; waiting up to {grace.TotalSeconds:0} s for those in flight.");
    }

    /// <summary>Writes to the host what the pipeline no longer accepted.</summary>
    public void WriteUnreported()
    {
        if (_firstError is { } error)
            HostReport.Warn(_command, error.ErrorDetails.Message);
        HostReport.WriteUnreported(_command, _unreported, _summary.JournalPath is not null);
        if (_hasSummarized)
            return;

        _hasOtherMessages |= _firstError is not null || _unreported.Count > 0;
        _summary.Duration = _duration.Elapsed;
        if (DescribeNextSteps(EndReason?.Reason) is { } steps)
            HostReport.Warn(_command, steps);
        HostReport.Write(_command, $"{_summary}");
    }

    private void WriteOutcome(RequestOutcome done)
    {
        if (done.Outcome is Outcome.Created created)
        {
            // This overload of ShouldProcess only prints the text.
            if (IsDryRun && created.Bookings.Count > 0)
                _command.ShouldProcess(OrderDescription.Booked(done.Request, created.Bookings[0].Id), "", "");
            if (created.Warning is { } warning)
                Warn(OrderErrors.ResponseDiffers(done.Request, warning));
            foreach (Booking booking in created.Bookings)
            {
                OrderItemBooking result = OrderItemBooking.Create(done.Request, booking, done.FromJournal, _summary.IsSandbox);
                _dispatcher.Write(() => _command.WriteObject(result));
            }

            EndIfStopped();
            return;
        }

        if (!AddIfUnsent(done))
            WriteError(OrderErrors.Create(done, _summary.JournalPath));
    }

    /// <summary>
    /// Adds an order that still has to be sent. Returns whether what ended the run is why it was not sent, so that it has no error of its
    /// own.
    /// </summary>
    private bool AddIfUnsent(RequestOutcome done)
    {
        if (done.Attempt is Outcome.NotSent attempt && IsOfEnd(attempt))
        {
            AddUnsent(done.Request, done.Outcome);
            return true;
        }

        if (done.Outcome is Outcome.NotSent { CanBeSentAgain: true })
            _unsent.Add(new OrderRequest(done.Request, done.Outcome.State, _summary.JournalPath));
        return false;
    }

    private void AddUnsent(BookingRequest request, Outcome outcome)
    {
        if (EndReason is null)
        {
            _notStarted++;
            return;
        }

        _firstUnsentByEnd ??= request;
        _unsent.Add(new OrderRequest(request, outcome.State, _summary.JournalPath));
    }

    private bool IsOfEnd(Outcome.NotSent attempt) =>
        attempt.Reason == _run.Ended?.Reason || (attempt.EndsRun && EndReason is not null);

    private ErrorRecord? EndError(string? journalFailure)
    {
        if (EndReason is not { } reason)
            return null;
        // If the input has ended and no order is left, each failure of the service has been reported already.
        bool isReported = _firstUnsentByEnd is null && (HasInputEnded || reason.Reason == NotSentReason.JournalFailed);
        return reason.Reason switch
        {
            NotSentReason.MixedAddressing => OrderErrors.MixedAddressing(_unsent, reason),
            NotSentReason.JournalFailed when isReported => JournalErrors.JournalFailed(journalFailure ?? reason.Message),
            _ when isReported => null,
            _ => OrderErrors.CreateForRun(_firstUnsentByEnd, _unsent, reason, _summary, _options.RetryUnknown, HasUnreadInput),
        };
    }

    private void WriteSummary(NotSentReason? reason)
    {
        // The pipeline accepts nothing after Ctrl+C; WriteUnreported writes the summary to the host.
        if (_command.Stopping || UsesHost)
            return;
        _hasSummarized = true;
        _summary.Duration = _duration.Elapsed;
        if (DescribeNextSteps(reason) is { } steps)
            Warn(steps);
        _dispatcher.Notify(() => _command.WriteInformation(_summary, [RunSummary.Tag]));
    }

    private string? DescribeNextSteps(NotSentReason? reason) => IsDryRun ? null : new NextSteps(_command, _summary, _options)
    {
        Reason = reason,
        ToSend = _unsent.Count + _notStarted,
        HasTargets = _firstUnsentByEnd is not null,
        // Without a summary, the pipeline may have ended without the terminating error.
        IsStopped = _notStarted > 0 || !_hasSummarized,
        HasUnreadInput = HasUnreadInput,
        Errors = _errors,
        HasOtherMessages = _hasOtherMessages,
    }.Describe();

    private void Warn(string message)
    {
        if (UsesHost)
        {
            HostReport.Warn(_command, message);
            return;
        }

        _dispatcher.Notify(() => _command.WriteWarning(message));
        EndIfStopped();
    }

    /// <summary>Ends the run if a write ended the command, as with -WarningAction Stop.</summary>
    private void EndIfStopped()
    {
        if (_dispatcher.Ending is not null)
            _run.End();
    }
}
