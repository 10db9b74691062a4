using System;
using System.Diagnostics;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>Shows the number of completed, failed and unknown orders of a run and the remaining time.</summary>
internal sealed class OrderProgress
{
    /// <summary>Writing a progress record for each order would take longer than sending it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;
    private TimeSpan? _firstSent;
    private int _sent;
    private int _done;
    private int _failed;
    private int _unknown;
    private int _enqueued;
    private int? _total;

    public OrderProgress(PSCmdlet command, string activity) => Bar = new CommandProgress(command, activity, Status);

    /// <summary>The progress bar.</summary>
    public CommandProgress Bar { get; }

    /// <summary>Counts an order that is about to be sent.</summary>
    public void AddOrder() => _enqueued++;

    /// <summary>Sets the total number of orders when the input has ended.</summary>
    public void EndInput(int left) => _total = _enqueued + left;

    /// <summary>Counts an outcome.</summary>
    public void Add(RequestOutcome done)
    {
        _done++;
        _unknown += done.Outcome is Outcome.Unknown ? 1 : 0;
        _failed += done.Outcome is Outcome.Rejected or Outcome.NotSent ? 1 : 0;
        if (!done.FromJournal)
        {
            _firstSent ??= _clock.Elapsed;
            _sent++;
        }
    }

    /// <summary>Shows the progress if 200 ms have passed.</summary>
    public void Refresh()
    {
        if (_clock.Elapsed - _shown < Pause)
            return;
        _shown = _clock.Elapsed;
        Bar.Show();
    }

    private ProgressStatus Status()
    {
        string counts = (_failed > 0 ? $", {_failed} failed" : "") + (_unknown > 0 ? $", {_unknown} unknown" : "");
        return _total is > 0
            ? new ProgressStatus($"{_done} of {_total} orders{counts}", (int)(100L * _done / _total.Value), SecondsLeft(_total.Value))
            : new ProgressStatus($"{_done} orders{counts}");
    }

    /// <summary>Estimates the remaining time from the orders sent so far, without those that the journal settles at once.</summary>
    private int SecondsLeft(int total)
    {
        // Measured from the first outcome, because the token request before it is not repeated.
        if (_firstSent is not { } first || _sent < 2)
            return -1;
        double each = (_clock.Elapsed - first).TotalSeconds / (_sent - 1);
        return (int)Math.Min(Math.Ceiling(each * (total - _done)), int.MaxValue);
    }
}
