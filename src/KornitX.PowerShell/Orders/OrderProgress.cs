using System.Diagnostics;
using System.Management.Automation;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>Shows how many orders are done of how many, not so often that showing it costs more than doing it.</summary>
internal sealed class OrderProgress
{
    private const int PauseMilliseconds = 200;

    private readonly PSCmdlet _command;
    private readonly string _activity;
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private int _done;

    public OrderProgress(PSCmdlet command, string activity)
    {
        _command = command;
        _activity = activity;
    }

    /// <summary>How many orders there are; null while the input has not ended.</summary>
    public int? Total { get; set; }

    /// <summary>Counts an order.</summary>
    public void Count()
    {
        _done++;
        if (_sinceShown.ElapsedMilliseconds < PauseMilliseconds || _command.Stopping)
            return;

        _sinceShown.Restart();
        string of = Total is null ? "" : $" of {Total}";
        _command.WriteProgress(new ProgressRecord(CommandObserver.ProgressId, _activity, $"{_done}{of} orders")
        {
            PercentComplete = Total is > 0 ? (int)(100L * _done / Total.Value) : -1,
        });
    }
}
