using System.Diagnostics;

namespace KornitX.Commands;

/// <summary>
/// Shows the progress of a command and the current wait in one progress bar. The console drops records that follow another
/// one within 200 ms, so the bar is refreshed periodically, which also counts down the seconds of a wait.
/// </summary>
internal sealed class CommandProgress(PSCmdlet command, string activity, Func<(string Text, int Percent)> describe)
{
    /// <summary>The percentage if it is not known.</summary>
    public const int UnknownPercent = -1;

    /// <summary>One ID for all commands, because a pipeline's thread runs only one of them at a time.</summary>
    private const int Id = 23_571;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;
    private string? _reason;
    private TimeSpan? _waitEnds;

    /// <param name="time">The duration; null if it is not known and all orders wait.</param>
    public void Wait(TimeSpan? time, string reason)
    {
        _reason = reason;
        _waitEnds = _clock.Elapsed + time;
        Show();
    }

    public void Show()
    {
        if (command.Stopping)
            return;

        _shown = _clock.Elapsed;
        double? left = (_waitEnds - _clock.Elapsed)?.TotalSeconds;
        string waiting = _reason is null || left <= 0 ? "" : left is null ? $"Waiting: {_reason}" : $"Waiting {left:0} s: {_reason}";
        (string text, int percent) = describe();
        text = waiting.Length > 0 ? $"{text}. {waiting}" : text;
        command.WriteProgress(new ProgressRecord(Id, activity, text) { PercentComplete = percent });
    }

    /// <summary>Shows the progress again if some time has passed.</summary>
    public void Refresh(TimeSpan pause)
    {
        if (_clock.Elapsed - _shown >= pause)
            Show();
    }

    public void Done()
    {
        if (!command.Stopping)
            command.WriteProgress(new ProgressRecord(Id, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
