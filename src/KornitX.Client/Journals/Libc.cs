using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace KornitX.Client;

/// <summary>
/// Calls functions of the C library that .NET does not offer, or whose errors it ignores: FileStream.Flush ignores a failed
/// fsync, its locks can be disabled by an environment variable, and it can't compare the identity of files.
/// </summary>
internal static class Libc
{
    private const int Interrupted = 4;
    private const int AccessDenied = 13;
    private const int InvalidArgument = 22;
    private const int ReadWrite = 2;
    private const int FullFlush = 51;

    private static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    /// <summary>Whether this is a Unix system.</summary>
    public static bool IsAvailable { get; } = Path.DirectorySeparatorChar == '/';

    private static int Append => IsMac ? 0x8 : 0x400;

    private static int CloseOnExec => IsMac ? 0x100_0000 : 0x8_0000;

    private static int WouldBlock => IsMac ? 35 : 11;

    private static int NotSupported => IsMac ? 45 : 95;

    /// <summary>The user ID of the process, as text.</summary>
    public static string UserId => NativeMethods.geteuid().ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Opens an existing file for reading, or a folder for flushing.</summary>
    public static SafeFileHandle OpenToRead(string path) => Open(path, 0);

    /// <summary>Opens an existing file for reading and for appending.</summary>
    public static SafeFileHandle OpenToAppend(string path) => Open(path, ReadWrite | Append);

    /// <summary>Appends bytes to a file that is opened for appending.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="written">Called with the number of bytes after each partial write.</param>
    public static void WriteAll(SafeFileHandle file, byte[] bytes, Action<int> written)
    {
        while (bytes.Length > 0)
        {
            int count = (int)Check(() => (long)NativeMethods.write(file, bytes, (IntPtr)bytes.Length), "write");
            if (count == 0)
                throw new IOException("The system wrote nothing and reported no error.");
            written(count);
            bytes = bytes.AsSpan(count).ToArray();
        }
    }

    /// <summary>Flushes a file to the device.</summary>
    public static void Flush(SafeFileHandle file)
    {
        // On macOS, fsync leaves data in the drive's cache. Some file systems do not support F_FULLFSYNC.
        if (!IsMac || NativeMethods.fcntl(file, FullFlush) < 0)
            Check(() => NativeMethods.fsync(file), "fsync");
    }

    /// <summary>Flushes the entries of a folder to the device, if the file system supports it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isRequired">Whether it is an error if the user may not read the folder.</param>
    public static void FlushFolder(string path, bool isRequired)
    {
        try
        {
            using SafeFileHandle folder = OpenToRead(path);
            Check(() => NativeMethods.fsync(folder), "fsync");
        }
        catch (UnixException exception) when (exception.Number == InvalidArgument || exception.Number == NotSupported)
        {
        }
        catch (UnixException exception) when (exception.Number == AccessDenied && !isRequired)
        {
        }
    }

    /// <summary>Locks a file for writing until it is closed. Returns false if another process, or another handle of this one, has locked it.</summary>
    /// <remarks>
    /// The lock belongs to the open file, not to the process: closing another handle of the file does not release it. On Linux,
    /// it is independent of the locks of FileStream, so the file stays readable.
    /// </remarks>
    public static bool TryLock(SafeFileHandle file)
    {
        try
        {
            Lock(file, IsMac ? 90 : 37, WriteLock);
            return true;
        }
        catch (UnixException exception) when (exception.Number == WouldBlock)
        {
            return false;
        }
    }

    /// <summary>Whether a file is locked for writing through another handle.</summary>
    public static bool IsLocked(SafeFileHandle file) => Lock(file, IsMac ? 92 : 36, ReadLock) == WriteLock;

    private static short ReadLock => (short)(IsMac ? 1 : 0);

    private static short WriteLock => (short)(IsMac ? 3 : 1);

    /// <summary>Calls fcntl with a struct flock for the whole file, and returns the type of lock in it afterwards.</summary>
    private static short Lock(SafeFileHandle file, int command, short type)
    {
        // Linux: type, whence, start, length, process. macOS: start, length, process, type, whence. Zero is the whole file.
        byte[] flock = new byte[32];
        int at = IsMac ? 20 : 0;
        BitConverter.GetBytes(type).CopyTo(flock, at);
        // fcntl is variadic. On Apple's ARM processors, such arguments are on the stack, which the ninth argument is, too.
        Check(
            () => IsMac && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
                ? NativeMethods.fcntl(file, command, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, flock)
                : NativeMethods.fcntl(file, command, flock),
            "fcntl");
        return BitConverter.ToInt16(flock, at);
    }

    /// <summary>Resolves links, dots and repeated slashes in a path; null if the file does not exist.</summary>
    public static string? RealPath(string path)
    {
        IntPtr real = NativeMethods.realpath(ToCString(path), IntPtr.Zero);
        if (real == IntPtr.Zero)
            return Marshal.GetLastWin32Error() == UnixException.NoSuchFile ? null : throw new UnixException("realpath");
        try
        {
            int length = 0;
            while (Marshal.ReadByte(real, length) != 0)
                length++;
            byte[] bytes = new byte[length];
            Marshal.Copy(real, bytes, 0, length);
            return Encoding.UTF8.GetString(bytes);
        }
        finally
        {
            NativeMethods.free(real);
        }
    }

    /// <summary>Returns a path as a null-terminated UTF-8 string.</summary>
    public static byte[] ToCString(string path) => Encoding.UTF8.GetBytes(path + '\0');

    /// <summary>Calls a function, and again if a signal interrupted it.</summary>
    /// <exception cref="UnixException">The function returned an error.</exception>
    public static long Check(Func<long> call, string name)
    {
        while (true)
        {
            long result = call();
            if (result >= 0)
                return result;
            if (Marshal.GetLastWin32Error() != Interrupted)
                throw new UnixException(name);
        }
    }

    private static SafeFileHandle Open(string path, int flags) =>
        new(new IntPtr(Check(() => NativeMethods.open(ToCString(path), flags | CloseOnExec), "open")), ownsHandle: true);

    private static class NativeMethods
    {
#pragma warning disable IDE1006 // The names of the C library.
        [DllImport("libc", SetLastError = true)]
        public static extern int open(byte[] path, int flags);

        [DllImport("libc", SetLastError = true)]
        public static extern IntPtr write(SafeFileHandle file, byte[] bytes, IntPtr count);

        [DllImport("libc", SetLastError = true)]
        public static extern int fsync(SafeFileHandle file);

        [DllImport("libc", SetLastError = true)]
        public static extern int fcntl(SafeFileHandle file, int command);

        [DllImport("libc", SetLastError = true)]
        public static extern int fcntl(SafeFileHandle file, int command, [In, Out] byte[] flock);

        [DllImport("libc", SetLastError = true)]
        public static extern int fcntl(
            SafeFileHandle file, int command, IntPtr third, IntPtr fourth, IntPtr fifth, IntPtr sixth, IntPtr seventh, IntPtr eighth, [In, Out] byte[] flock);

        [DllImport("libc")]
        public static extern uint geteuid();

        [DllImport("libc", SetLastError = true)]
        public static extern IntPtr realpath(byte[] path, IntPtr resolved);

        [DllImport("libc")]
        public static extern void free(IntPtr memory);
#pragma warning restore IDE1006
    }
}

/// <summary>An error of a C library function.</summary>
internal sealed class UnixException : IOException
{
    public const int NoSuchFile = 2;

    /// <summary>Creates the exception for the function that was just called.</summary>
    public UnixException(string call)
        : this(call, Marshal.GetLastWin32Error())
    {
    }

    private UnixException(string call, int number)
        : base($"{new Win32Exception(number).Message} ({call})") => Number = number;

    /// <summary>The error number (errno).</summary>
    public int Number { get; }
}
