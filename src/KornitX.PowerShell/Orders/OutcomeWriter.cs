using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>Writes the results, errors and warnings of a run and its summary. On the pipeline's thread only.</summary>
internal sealed class OutcomeWriter
{
    private readonly PSCmdlet _command;
    private readonly PipelineDispatcher _dispatcher;
    private readonly RunEnd _end;
    private readonly OrderProgress _progress;
    private readonly RunSummary _summary;
    private readonly Stopwatch _duration = Stopwatch.StartNew();

    /// <summary>Outcomes that the pipeline no longer accepted.</summary>
    private readonly List<RequestOutcome> _unreported = [];

    private bool _hasSummarized;

    public OutcomeWriter(PSCmdlet command, PipelineDispatcher dispatcher, RunEnd end, OrderProgress progress, RunSummary summary)
    {
        _command = command;
        _dispatcher = dispatcher;
        _end = end;
        _progress = progress;
        _summary = summary;
    }

    /// <summary>Whether nothing is sent, and bookings in the journal are described as -WhatIf describes an action.</summary>
    public bool IsDryRun { get; set; }

    /// <summary>Whether the first error ends the run, as with -ErrorAction Stop.</summary>
    public bool StopsOnFirstFailure { get; set; }

    /// <summary>Writes the outcome of an order. If Ctrl+C prevents that, the outcome is kept for <see cref="WriteUnreported"/>.</summary>
    public void Write(RequestOutcome done)
    {
        try
        {
            WriteOutcome(done);
        }
        catch (PipelineStoppedException) when (_command.Stopping)
        {
            _unreported.Add(done);
            throw;
        }
    }

    /// <summary>Keeps an outcome for <see cref="WriteUnreported"/>.</summary>
    public void AddUnreported(RequestOutcome done) => _unreported.Add(done);

    /// <summary>Writes to the host what the pipeline no longer accepted.</summary>
    public void WriteUnreported()
    {
        _summary.Duration = _duration.Elapsed;
        UnreportedResults.Show(_command.Host, _unreported, _end.UnwrittenError, _hasSummarized ? null : _summary);
    }

    /// <summary>Writes an error. With -ErrorAction Stop, the first error is kept for the end, and later ones become warnings.</summary>
    public void WriteError(ErrorRecord error, RequestOutcome? done = null)
    {
        if (StopsOnFirstFailure && _end.Ending is null)
        {
            _end.Begin(new RunEnding.ErrorActionStop(error));
        }
        else if (StopsOnFirstFailure)
        {
            Warn(error.ErrorDetails.Message);
        }
        else
        {
            try
            {
                _dispatcher.Write(() => _command.WriteError(error));
            }
            catch (Exception exception) when (done is not null && exception is not PipelineStoppedException)
            {
                // A host that can't prompt throws under -ErrorAction Inquire.
                _unreported.Add(done);
                throw;
            }
        }
    }

    /// <summary>Writes an error that precedes a terminating one: with -ErrorAction Stop as a warning, so that the terminating error ends the command.</summary>
    public void WriteErrorBefore(ErrorRecord error)
    {
        if (StopsOnFirstFailure)
            Warn(error.ErrorDetails.Message);
        else
            WriteError(error);
    }

    public void Warn(string message) => _dispatcher.Notify(() => _command.WriteWarning(message));

    public void WriteSummary()
    {
        // The pipeline accepts nothing after Ctrl+C; WriteUnreported writes the summary to the host.
        if (_command.Stopping)
            return;
        _hasSummarized = true;
        _summary.Duration = _duration.Elapsed;
        _dispatcher.Notify(() => _command.WriteInformation(_summary, [RunSummary.Tag]));
    }

    private void WriteOutcome(RequestOutcome done)
    {
        switch (done.Outcome)
        {
            case Outcome.Created created:
                // This overload of ShouldProcess only prints the text.
                if (IsDryRun && created.Bookings.Count > 0)
                    _command.ShouldProcess(OrderDescription.Booked(done.Request, created.Bookings[0].Id), "", "");
                if (created.Warning is { } warning)
                    Warn(OrderErrors.AnswerDiffers(done.Request, warning));
                foreach (Booking booking in created.Bookings)
                    _dispatcher.Write(() => _command.WriteObject(OrderItemBooking.Create(done.Request, booking, done.FromJournal, _summary.IsSandbox)));
                break;
            case Outcome.NotSent { EndsRun: true } reason when _end.Ending is null:
                _end.Begin(new RunEnding.Refused(reason));
                _end.AddUnsent(done.Request);
                break;
            case Outcome.NotSent { EndsRun: true } when _end.Ending is RunEnding.Refused:
            // The order was queued when the run ended.
            case Outcome.NotSent { Reason: NotSentReason.Stopped } when _end.HasBegun:
                _end.AddUnsent(done.Request);
                break;
            default:
                WriteError(OrderErrors.Of(done.Request, done.Outcome, _end.HasJournal), done);
                break;
        }

        _dispatcher.Notify(_progress.Refresh);
    }
}
