using System.Diagnostics;

namespace KornitX.Commands;

/// <summary>
/// Shows the progress of a command and the current wait in one progress bar. The console drops records that follow another
/// one within 200 ms, so the bar is refreshed periodically, which also counts down the seconds of a wait.
/// </summary>
internal sealed class CommandProgress
{
    /// <summary>One ID for all commands, because a pipeline's thread runs only one of them at a time.</summary>
    private const int Id = 23_571;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PSCmdlet _command;
    private readonly string _activity;
    private readonly Func<ProgressStatus> _status;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;
    private string? _reason;
    private TimeSpan? _waitEnds;

    public CommandProgress(PSCmdlet command, string activity, Func<ProgressStatus> status)
    {
        _command = command;
        _activity = activity;
        _status = status;
    }

    /// <summary>Shows a wait.</summary>
    /// <param name="time">The duration; null if it is not known and all orders wait.</param>
    public void Wait(TimeSpan? time, string reason)
    {
        _reason = reason;
        _waitEnds = _clock.Elapsed + time;
        Show();
    }

    /// <summary>Shows the progress.</summary>
    public void Show()
    {
        if (_command.Stopping)
            return;

        _shown = _clock.Elapsed;
        double? left = (_waitEnds - _clock.Elapsed)?.TotalSeconds;
        string waiting = _reason is null || left <= 0 ? "" : left is null ? $"Waiting: {_reason}" : $"Waiting {left:0} s: {_reason}";
        ProgressStatus status = _status();
        string text = waiting.Length > 0 ? $"{status.Text}. {waiting}" : status.Text;
        _command.WriteProgress(new ProgressRecord(Id, _activity, text)
        {
            PercentComplete = status.Percent,
            SecondsRemaining = status.SecondsLeft,
        });
    }

    /// <summary>Shows the progress again if a second has passed.</summary>
    public void Refresh()
    {
        if (_clock.Elapsed - _shown >= Pause)
            Show();
    }

    /// <summary>Removes the bar.</summary>
    public void Done()
    {
        if (!_command.Stopping)
            _command.WriteProgress(new ProgressRecord(Id, _activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}

/// <summary>The progress of a command.</summary>
/// <param name="Text">The text.</param>
/// <param name="Percent">The percentage; -1 if it is not known.</param>
/// <param name="SecondsLeft">The remaining seconds; -1 if they are not known.</param>
internal readonly record struct ProgressStatus(string Text, int Percent = -1, int SecondsLeft = -1);
