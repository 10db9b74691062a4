using System.Globalization;
using System.Runtime.InteropServices;

namespace KornitX.PowerShell.Tests.Runs;

/// <summary>The signal that Ctrl+C sends.</summary>
internal static class InterruptSignal
{
    private const int Number = 2;

    /// <summary>
    /// Restores the default action of the signal for the processes that are started next. A shell lets the programs that it
    /// starts in the background ignore the signal, and child processes inherit that.
    /// </summary>
    public static void RestoreDefault()
    {
        if (OperatingSystem.IsLinux() && IsIgnored())
            _ = NativeMethods.signal(Number, IntPtr.Zero);
    }

    private static bool IsIgnored()
    {
        const string name = "SigIgn:";
        string mask = File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return (ulong.Parse(
            mask.AsSpan(name.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Number - 1))) != 0;
    }

    private static class NativeMethods
    {
        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern IntPtr signal(int number, IntPtr action);
    }
}
