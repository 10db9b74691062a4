using System.Diagnostics;

namespace KornitX.Commands;

/// <summary>Shows the number of completed, failed and unknown orders of a run and the remaining time.</summary>
internal sealed class OrderProgress
{
    /// <summary>Writing a progress record for each order would take longer than sending it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly RunSummary _summary;
    private TimeSpan _shown;
    private TimeSpan? _firstSent;

    public OrderProgress(PSCmdlet command, RunSummary summary)
    {
        _summary = summary;
        string where = summary.IsSandbox ? " in the sandbox" : "";
        Bar = new CommandProgress(command, $"{Client.Operation.Parse(summary.Operation).Gerund} items{where}", Status);
    }

    /// <summary>The progress bar.</summary>
    public CommandProgress Bar { get; }

    /// <summary>Whether all orders have been counted.</summary>
    public bool HasInputEnded { get; set; }

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
        int done = _summary.Done;
        int total = _summary.Orders - _summary.HeldBack;
        int failed = done - _summary.Created - _summary.FromJournal - _summary.Unknown;
        string counts = (failed > 0 ? $", {failed} failed" : "") + (_summary.Unknown > 0 ? $", {_summary.Unknown} unknown" : "");
        return HasInputEnded && total > 0
            ? new ProgressStatus($"{done} of {total} orders{counts}", (int)(100L * done / total), SecondsLeft(total - done))
            : new ProgressStatus($"{done} orders{counts}");
    }

    /// <summary>Estimates the remaining time from the orders sent so far, without those that the journal settles at once.</summary>
    private int SecondsLeft(int left)
    {
        // Measured from the first outcome, because the token request before it is not repeated.
        int sent = _summary.Done - _summary.FromJournal;
        if (sent == 0)
            return -1;
        _firstSent ??= _clock.Elapsed;
        if (sent < 2)
            return -1;
        return (int)Math.Min(Math.Ceiling((_clock.Elapsed - _firstSent.Value).TotalSeconds / (sent - 1) * left), int.MaxValue);
    }
}
