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
    private readonly int _total;
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private int _done;
    private bool _shown;

    public OrderProgress(PSCmdlet command, string activity, int total)
    {
        _command = command;
        _activity = activity;
        _total = total;
    }

    /// <summary>Counts an order.</summary>
    public void Count()
    {
        _done++;
        if (_sinceShown.ElapsedMilliseconds < PauseMilliseconds || _command.Stopping)
            return;

        _sinceShown.Restart();
        _shown = true;
        _command.WriteProgress(new ProgressRecord(CommandObserver.ProgressId, _activity, $"{_done} of {_total} orders")
        {
            PercentComplete = (int)(100L * _done / _total),
        });
    }

    /// <summary>Takes the bar away, if it was there.</summary>
    public void Done()
    {
        if (_shown && !_command.Stopping)
            _command.WriteProgress(new ProgressRecord(CommandObserver.ProgressId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
