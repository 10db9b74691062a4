using System.Diagnostics;
using System.Management.Automation;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>Shows how many orders are done of how many, not so often that showing it costs more than doing it.</summary>
internal sealed class OrderProgress
{
    private const int PauseMilliseconds = 200;

    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private int _done;
    private int _admitted;
    private int? _total;

    public OrderProgress(PSCmdlet command, string activity) => Bar = new CommandProgress(command, activity, Standing);

    /// <summary>Where it is shown.</summary>
    public CommandProgress Bar { get; }

    /// <summary>Counts an order that takes its place in the line.</summary>
    public void Admit() => _admitted++;

    /// <summary>Says that the input has ended, and how many orders are still to be admitted.</summary>
    public void EndInput(int left) => _total = _admitted + left;

    /// <summary>Counts an order that is done.</summary>
    public void Count()
    {
        _done++;
        if (_sinceShown.ElapsedMilliseconds < PauseMilliseconds)
            return;

        _sinceShown.Restart();
        Bar.Show();
    }

    private (string Words, int Percent) Standing() => _total is > 0
        ? ($"{_done} of {_total} orders", (int)(100L * _done / _total.Value))
        : ($"{_done} orders", -1);
}
