using System;
using System.Diagnostics;
using System.Management.Automation;

namespace KornitX.Pipeline;

/// <summary>
/// Shows in one progress bar how far a command is and what it waits for. The console drops a record that comes within a
/// fifth of a second of another, so the bar is shown again now and then, which also counts down the seconds of a wait.
/// </summary>
internal sealed class CommandProgress
{
    /// <summary>One bar for all commands: no two of them run at once in one pipeline's thread.</summary>
    private const int Id = 23_571;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PSCmdlet _command;
    private readonly string _activity;
    private readonly Func<ProgressStatus> _status;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;
    private string? _reason;
    private TimeSpan? _waitEnds;

    /// <param name="command">The command.</param>
    /// <param name="activity">What it does.</param>
    /// <param name="status">Returns how far it is.</param>
    public CommandProgress(PSCmdlet command, string activity, Func<ProgressStatus> status)
    {
        _command = command;
        _activity = activity;
        _status = status;
    }

    /// <summary>Shows what is waited for.</summary>
    /// <param name="time">How long; null if that is not known, and then all orders wait for it from now on.</param>
    /// <param name="reason">Why.</param>
    public void Wait(TimeSpan? time, string reason)
    {
        _reason = reason;
        _waitEnds = _clock.Elapsed + time;
        Show();
    }

    /// <summary>Shows how far the command is.</summary>
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

    /// <summary>Shows it again if that is due.</summary>
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

/// <summary>How far a command is.</summary>
/// <param name="Text">In words.</param>
/// <param name="Percent">In percent; -1 if that is not known.</param>
/// <param name="SecondsLeft">How many seconds are left; -1 if that is not known.</param>
internal readonly record struct ProgressStatus(string Text, int Percent = -1, int SecondsLeft = -1);
