using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KornitX.Client;

/// <summary>
/// Calls functions of the C library that .NET does not offer, or whose errors it ignores: FileStream.Flush ignores a failed
/// fsync, its locks can be disabled by an environment variable, and it can't compare the identity of files.
/// </summary>
internal static class Libc
{
    private const int NoSuchFile = 2;
    private const int Interrupted = 4;
    private const int AccessDenied = 13;
    private const int InvalidArgument = 22;
    private const int ReadWrite = 2;
    private const int FullFlush = 51;
    private const int EmptyPath = 0x1000;

    private static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly int Append = IsMac ? 0x8 : 0x400;
    private static readonly int CloseOnExec = IsMac ? 0x100_0000 : 0x8_0000;
    private static readonly int WouldBlock = IsMac ? 35 : 11;
    private static readonly int NotSupported = IsMac ? 45 : 95;
    private static readonly short ReadLock = (short)(IsMac ? 1 : 0);
    private static readonly short WriteLock = (short)(IsMac ? 3 : 1);
    private const short Unlocked = 2;
    private static readonly int SetLock = IsMac ? 90 : 37;
    private static readonly int GetLock = IsMac ? 92 : 36;
    private static readonly SafeFileHandle CurrentFolder = new(new IntPtr(-100), ownsHandle: false);

    /// <summary>Whether this is a Unix system.</summary>
    public static bool IsAvailable { get; } = Path.DirectorySeparatorChar == '/';

    /// <summary>The user ID of the process, as text.</summary>
    public static string UserId => NativeMethods.geteuid().ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Opens an existing file for reading, or a folder for flushing.</summary>
    public static SafeFileHandle OpenToRead(string path) => Open(path, 0);

    /// <summary>Opens an existing file for reading and for appending.</summary>
    public static SafeFileHandle OpenToAppend(string path) => Open(path, ReadWrite | Append);

    /// <summary>Appends bytes to a file that is opened for appending.</summary>
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
        if (!IsMac || NativeMethods.fcntl(file, FullFlush, []) < 0)
            Check(() => NativeMethods.fsync(file), "fsync");
    }

    /// <summary>Flushes the entries of a folder to the device, if the file system supports it.</summary>
    /// <param name="isRequired">Whether it is an error if the user may not read the folder.</param>
    public static void FlushFolder(string path, bool isRequired)
    {
        try
        {
            using SafeFileHandle folder = OpenToRead(path);
            Check(() => NativeMethods.fsync(folder), "fsync");
        }
        catch (UnixException exception) when (exception.Number == InvalidArgument || exception.Number == NotSupported
            || (exception.Number == AccessDenied && !isRequired))
        {
        }
    }

    /// <summary>
    /// Locks a file for writing until it is closed. Returns false if another process, or another handle of this one, has locked it.
    /// </summary>
    /// <remarks>
    /// The lock belongs to the open file, not to the process: closing another handle of the file does not release it. On Linux,
    /// it is independent of the locks of FileStream, so the file stays readable.
    /// </remarks>
    public static bool TryLock(SafeFileHandle file) => Lock(file, SetLock, WriteLock, WouldBlock) is not null;

    /// <summary>
    /// Releases the lock. Closing the file is not enough while another thread starts a process, which has a copy of the handle until its
    /// program begins.
    /// </summary>
    public static void Unlock(SafeFileHandle file)
    {
        try
        {
            Lock(file, SetLock, Unlocked);
        }
        catch (UnixException)
        {
            // Closing the file releases it.
        }
    }

    /// <summary>Whether a file is locked for writing through another handle.</summary>
    public static bool IsLocked(SafeFileHandle file) => Lock(file, GetLock, ReadLock) == WriteLock;

    /// <summary>Resolves links, dots and repeated slashes in a path; null if the file does not exist.</summary>
    public static string? FindRealPath(string path)
    {
        string? real = null;
        Check(() => (real = NativeMethods.realpath(path, IntPtr.Zero)) is null ? -1 : 0, "realpath", NoSuchFile);
        return real;
    }

    /// <summary>Gets the status of a path; null if it does not exist. Follows links.</summary>
    public static FileStatus? FindStatus(string path) => GetStatus(CurrentFolder, path, 0, NoSuchFile);

    /// <summary>Gets the status of an open file.</summary>
    public static FileStatus GetStatus(SafeFileHandle file) => GetStatus(file, "", EmptyPath)!.Value;

    private static SafeFileHandle Open(string path, int flags) =>
        new(new IntPtr(Check(() => NativeMethods.open(path, flags | CloseOnExec), "open")), ownsHandle: true);

    /// <summary>
    /// Calls fcntl with a struct flock for the whole file. Returns the type of lock in it afterwards; null after an expected error.
    /// </summary>
    private static short? Lock(SafeFileHandle file, int command, short type, params int[] expected)
    {
        // Linux: type, whence, start, length, process. macOS: start, length, process, type, whence. Zero is the whole file.
        byte[] flock = new byte[32];
        int at = IsMac ? 20 : 0;
        BitConverter.GetBytes(type).CopyTo(flock, at);
        // fcntl is variadic. On Apple's ARM processors, such arguments are on the stack, which the ninth argument is, too.
        long result = Check(
            () => IsMac && IsArm
                ? NativeMethods.fcntl(file, command, default, default, default, default, default, default, flock)
                : NativeMethods.fcntl(file, command, flock),
            "fcntl",
            expected);
        return result < 0 ? null : BitConverter.ToInt16(flock, at);
    }

    /// <summary>
    /// Gets the status of a path in a folder, or of an open file if the path is empty; null after an expected error.
    /// </summary>
    private static FileStatus? GetStatus(SafeFileHandle file, string path, int flags, params int[] expected)
    {
        byte[] status = new byte[256];
        if (IsMac)
        {
            long result = Check(
                () => (path.Length > 0, IsArm) switch
                {
                    (true, true) => NativeMethods.stat(path, status),
                    (true, false) => NativeMethods.statInode64(path, status),
                    (false, true) => NativeMethods.fstat(file, status),
                    (false, false) => NativeMethods.fstatInode64(file, status),
                },
                "stat",
                expected);
            return result < 0 ? null
                : new FileStatus(BitConverter.ToUInt32(status, 0), BitConverter.ToUInt64(status, 8), IsRegular(4));
        }

        // Not stat, because its structure differs between architectures.
        if (Check(() => Statx(file, path, flags, status), "statx", expected) < 0)
            return null;
        ulong device = ((ulong)BitConverter.ToUInt32(status, 136) << 32) | BitConverter.ToUInt32(status, 140);
        return new FileStatus(device, BitConverter.ToUInt64(status, 32), IsRegular(28));

        bool IsRegular(int mode) => (BitConverter.ToUInt16(status, mode) & 0xF000) == 0x8000;
    }

    private static long Statx(SafeFileHandle file, string path, int flags, byte[] status)
    {
        const int basic = 0x7FF;
        try
        {
            return NativeMethods.statx(file, path, flags, basic, status);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has statx since 1.2.5.
            int number = IsArm ? 291 : RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 332 : 397;
            return (long)NativeMethods.syscall((IntPtr)number, file, path, (IntPtr)flags, (IntPtr)basic, status);
        }
    }

    /// <summary>Calls a function, and again if a signal interrupted it.</summary>
    /// <returns>What the function returns; -1 after an expected error.</returns>
    /// <exception cref="UnixException">The function returned another error.</exception>
    private static long Check(Func<long> call, string name, params int[] expected)
    {
        while (true)
        {
            long result = call();
            if (result >= 0)
                return result;
            int error = Marshal.GetLastWin32Error();
            if (expected.Contains(error))
                return -1;
            if (error != Interrupted)
                throw new UnixException(name, error);
        }
    }

    private static class NativeMethods
    {
#pragma warning disable IDE1006, CA2101 // The names of the C library. Strings are UTF-8, which is the default on Unix.
        [DllImport("libc", SetLastError = true)]
        public static extern int open(string path, int flags);

        [DllImport("libc", SetLastError = true)]
        public static extern IntPtr write(SafeFileHandle file, byte[] bytes, IntPtr count);

        [DllImport("libc", SetLastError = true)]
        public static extern int fsync(SafeFileHandle file);

        [DllImport("libc", SetLastError = true)]
        public static extern int fcntl(SafeFileHandle file, int command, [In, Out] byte[] flock);

        [DllImport("libc", SetLastError = true)]
        public static extern int fcntl(
            SafeFileHandle file, int command, IntPtr third, IntPtr fourth, IntPtr fifth, IntPtr sixth, IntPtr seventh, IntPtr eighth,
            [In, Out] byte[] flock);

        [DllImport("libc")]
        public static extern uint geteuid();

        // The marshaler frees the result, which realpath allocates.
        [DllImport("libc", SetLastError = true)]
        public static extern string? realpath(string path, IntPtr resolved);

        [DllImport("libc", SetLastError = true)]
        public static extern int statx(SafeFileHandle folder, string path, int flags, uint mask, [Out] byte[] status);

        [DllImport("libc", SetLastError = true)]
        public static extern IntPtr syscall(
            IntPtr number, SafeFileHandle folder, string path, IntPtr flags, IntPtr mask, [Out] byte[] status);

        [DllImport("libc", SetLastError = true)]
        public static extern int stat(string path, [Out] byte[] status);

        [DllImport("libc", SetLastError = true, EntryPoint = "stat$INODE64")]
        public static extern int statInode64(string path, [Out] byte[] status);

        [DllImport("libc", SetLastError = true)]
        public static extern int fstat(SafeFileHandle file, [Out] byte[] status);

        [DllImport("libc", SetLastError = true, EntryPoint = "fstat$INODE64")]
        public static extern int fstatInode64(SafeFileHandle file, [Out] byte[] status);
#pragma warning restore IDE1006, CA2101
    }
}

/// <summary>Identifies a file on a Unix system by its file system and its number in it.</summary>
/// <param name="IsRegular">Whether it is a regular file, not a folder, device, pipe or socket.</param>
internal readonly record struct FileStatus(ulong Device, ulong Inode, bool IsRegular);

/// <summary>An error of a C library function.</summary>
internal sealed class UnixException(string call, int number) : IOException($"{new Win32Exception(number).Message} ({call})")
{
    /// <summary>The error number (errno).</summary>
    public int Number => number;
}
