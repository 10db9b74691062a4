using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace KornitX.Demo;

/// <summary>How a child process ended.</summary>
/// <param name="Id">The process ID, or 0 if it could not be started.</param>
/// <param name="ExitCode">Its exit code, or null if it could not be started or was killed for taking too long.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error, or the reason why it did not start.</param>
internal sealed record ChildResult(int Id, int? ExitCode, string Output, string Error)
{
    /// <summary>Why it failed: the last line of the standard error or else of the output, or the exit code.</summary>
    public string Reason => LastLine(Error) ?? LastLine(Output) ?? $"exit code {ExitCode}";

    private static string? LastLine(string text) =>
        text.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0);
}

/// <summary>Runs a program with a time-out and no standard input.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan PipeTimeout = TimeSpan.FromSeconds(5);

    public static ChildResult Run(ProcessStartInfo start, TimeSpan timeout)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        Capture output = new();
        Capture error = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => error.Add(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ChildResult(0, null, "", exception.Message);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bool ended = process.WaitForExit(timeout);
        if (!ended)
            process.Kill(entireProcessTree: true);

        // A process that outlives the child may keep the pipes open, so reading them has a time limit.
        string stdout = output.Text(PipeTimeout);
        string stderr = error.Text(PipeTimeout);
        return ended
            ? new ChildResult(process.Id, process.ExitCode, stdout, stderr)
            : new ChildResult(process.Id, null, stdout, $"{stderr}it was stopped after {timeout.TotalSeconds:0} s");
    }

    private sealed class Capture
    {
        private readonly StringBuilder _lines = new();
        private readonly TaskCompletionSource _end = new();

        public void Add(string? line)
        {
            if (line is null)
            {
                _end.SetResult();
                return;
            }

            lock (_lines)
                _lines.Append(line).Append('\n');
        }

        public string Text(TimeSpan wait)
        {
            _end.Task.Wait(wait);
            lock (_lines)
                return _lines.ToString();
        }
    }
}
