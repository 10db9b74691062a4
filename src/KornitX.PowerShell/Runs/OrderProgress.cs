namespace KornitX.Commands;

/// <summary>Shows the number of completed, failed and unknown orders of a run.</summary>
internal sealed class OrderProgress
{
    /// <summary>Writing a progress record for each order would take longer than sending it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly RunSummary _summary;

    public OrderProgress(PSCmdlet command, RunSummary summary)
    {
        _summary = summary;
        string where = summary.IsSandbox ? " in the sandbox" : "";
        Bar = new CommandProgress(command, $"{Client.Operation.Parse(summary.Operation).Gerund} items{where}", Describe);
    }

    public CommandProgress Bar { get; }

    /// <summary>Whether all orders have been counted.</summary>
    public bool HasInputEnded { get; set; }

    /// <summary>Shows the progress if 200 ms have passed.</summary>
    public void Refresh() => Bar.Refresh(Pause);

    private (string Text, int Percent) Describe()
    {
        int done = _summary.Done;
        int total = _summary.Orders - _summary.HeldBack;
        int failed = done - _summary.Created - _summary.FromJournal - _summary.Unknown;
        string counts = (failed > 0 ? $", {failed} failed" : "") + (_summary.Unknown > 0 ? $", {_summary.Unknown} unknown" : "");
        return HasInputEnded && total > 0
            ? ($"{done} of {total} orders{counts}", (int)(100L * done / total))
            : ($"{done} orders{counts}", CommandProgress.UnknownPercent);
    }
}
