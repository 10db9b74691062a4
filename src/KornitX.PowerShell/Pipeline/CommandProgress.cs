using System;
using System.Diagnostics;
using System.Management.Automation;

namespace KornitX.Pipeline;

/// <summary>
/// Shows in one bar how far a command is, and what it waits for. The console drops what comes within a fifth of a second
/// of another; so what is shown is shown again, which lets the seconds of a wait run down, too.
/// </summary>
internal sealed class CommandProgress
{
    /// <summary>One bar for all: two commands of ours don't run at once in a pipeline's thread.</summary>
    private const int Id = 23_571;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PSCmdlet _command;
    private readonly string _activity;
    private readonly Func<(string Words, int Percent)> _standing;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;
    private string? _reason;
    private TimeSpan? _waitEnds;

    /// <param name="command">The command.</param>
    /// <param name="activity">What it does.</param>
    /// <param name="standing">How far it is, in words and in percent; -1 where that can't be told.</param>
    public CommandProgress(PSCmdlet command, string activity, Func<(string Words, int Percent)> standing)
    {
        _command = command;
        _activity = activity;
        _standing = standing;
    }

    /// <summary>Says what is waited for.</summary>
    /// <param name="time">How long; null where nobody knows. From then on that is what all orders wait for.</param>
    /// <param name="reason">Why.</param>
    public void Wait(TimeSpan? time, string reason)
    {
        _reason = reason;
        _waitEnds = _clock.Elapsed + time;
        Show();
    }

    /// <summary>Shows how far it is by now.</summary>
    public void Show()
    {
        if (_command.Stopping)
            return;

        double? left = (_waitEnds - _clock.Elapsed)?.TotalSeconds;
        string waiting = _reason is null || left <= 0 ? "" : left is null ? $"Waiting: {_reason}" : $"Waiting {left:0} s: {_reason}";
        (string words, int percent) = _standing();
        string status = waiting.Length > 0 ? $"{words}. {waiting}" : words;
        _command.WriteProgress(new ProgressRecord(Id, _activity, status) { PercentComplete = percent });
        _shown = _clock.Elapsed;
    }

    /// <summary>Shows it again, once in a while.</summary>
    public void Refresh()
    {
        if (_clock.Elapsed - _shown >= Pause)
            Show();
    }

    /// <summary>Takes the bar away.</summary>
    public void Done()
    {
        if (!_command.Stopping)
            _command.WriteProgress(new ProgressRecord(Id, _activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
