using System.Diagnostics;
using System.Globalization;
using System.Text;
using KornitX.Demo;

namespace KornitX.PowerShell.Tests.Runs;

/// <summary>One PowerShell process that works at a bulk run.</summary>
internal sealed class PowerShellRun : IDisposable
{
    private readonly Process _process;
    private readonly string _result;
    private readonly TimeSpan _patience;
    private readonly StringBuilder _shown = new();

    public PowerShellRun(ProcessStartInfo start, string result, TimeSpan patience)
    {
        _result = result;
        _patience = patience;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_shown)
                _shown.AppendLine(line.Data);
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_shown)
                _shown.AppendLine(line.Data);
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Whether it came to its end, and was not killed before.</summary>
    public bool IsComplete => File.Exists(_result);

    /// <summary>What it wrote to the console, once it has ended.</summary>
    public string Shown
    {
        get
        {
            // Without a time it waits for the last line, too.
            _process.WaitForExit();
            lock (_shown)
                return _shown.ToString();
        }
    }

    /// <summary>Its exit code; waits for its end.</summary>
    public int ExitCode
    {
        get
        {
            WaitForEnd();
            return _process.ExitCode;
        }
    }

    /// <summary>Ends it at once: SIGKILL where there are signals.</summary>
    public void Kill()
    {
        _process.Kill();
        WaitForEnd();
    }

    /// <summary>What Ctrl+C in its terminal does.</summary>
    public void Interrupt()
    {
        ChildProcess.Run(
            new ProcessStartInfo("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -INT {_process.Id}")]), _patience);
        WaitForEnd();
    }

    /// <summary>Waits for its end and reads what became of each order, in its words: "Created 7 254001", "OutcomeUnknown 8".</summary>
    public IReadOnlyList<string[]> Outcomes()
    {
        WaitForEnd();
        return File.ReadAllLines(_result).Select(line => line.Split(' ')).ToArray();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void WaitForEnd()
    {
        if (!_process.WaitForExit(_patience))
        {
            _process.Kill();
            throw new TimeoutException($"PowerShell did not end within {_patience.TotalSeconds} s.");
        }
    }
}
