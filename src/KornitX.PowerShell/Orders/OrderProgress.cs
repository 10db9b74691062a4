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
    private int _admitted;
    private int? _total;

    public OrderProgress(PSCmdlet command, string activity)
    {
        _command = command;
        _activity = activity;
    }

    /// <summary>Counts an order that takes its place in the line.</summary>
    public void Admit() => _admitted++;

    /// <summary>Says that the input has ended, and how many orders are still to be admitted.</summary>
    public void EndInput(int left) => _total = _admitted + left;

    /// <summary>Counts an order that is done.</summary>
    public void Count()
    {
        _done++;
        if (_sinceShown.ElapsedMilliseconds < PauseMilliseconds || _command.Stopping)
            return;

        _sinceShown.Restart();
        string of = _total is null ? "" : $" of {_total}";
        _command.WriteProgress(new ProgressRecord(CommandObserver.ProgressId, _activity, $"{_done}{of} orders")
        {
            PercentComplete = _total is > 0 ? (int)(100L * _done / _total.Value) : -1,
        });
    }
}
