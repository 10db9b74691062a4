using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KornitX.Client;

/// <summary>Identifies the file of a path or a handle on a Unix system.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file in it.</param>
/// <param name="IsRegular">Whether it is a regular file, not a folder, device, pipe or socket.</param>
internal readonly record struct FileStatus(ulong Device, ulong Inode, bool IsRegular)
{
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;

    private static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    /// <summary>Gets the status of a path; null if it does not exist. Follows links.</summary>
    public static FileStatus? Of(string path)
    {
        try
        {
            return IsMac
                ? OnMac(status => NativeMethods.stat(Libc.ToCString(path), status), status => NativeMethods.statInode64(Libc.ToCString(path), status))
                : OnLinux(CurrentFolder, Libc.ToCString(path), 0);
        }
        catch (UnixException exception) when (exception.Number == UnixException.NoSuchFile)
        {
            return null;
        }
    }

    /// <summary>Gets the status of an open file.</summary>
    public static FileStatus Of(SafeFileHandle file)
    {
        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            int descriptor = (int)file.DangerousGetHandle();
            return IsMac
                ? OnMac(status => NativeMethods.fstat(descriptor, status), status => NativeMethods.fstatInode64(descriptor, status))
                : OnLinux(descriptor, [0], ThisFile);
        }
        finally
        {
            if (held)
                file.DangerousRelease();
        }
    }

    /// <summary>Whether both are the same file.</summary>
    public bool IsSameFile(FileStatus other) => Device == other.Device && Inode == other.Inode;

    private const int CurrentFolder = -100;
    private const int ThisFile = 0x1000;

    /// <summary>Uses statx, because the structure of stat differs between architectures.</summary>
    private static FileStatus OnLinux(int folder, byte[] path, int flags)
    {
        const int basic = 0x7FF;
        byte[] status = new byte[256];
        Libc.Check(() => Statx(folder, path, flags, basic, status), "statx");
        return new FileStatus(
            ((ulong)BitConverter.ToUInt32(status, 136) << 32) | BitConverter.ToUInt32(status, 140),
            BitConverter.ToUInt64(status, 32),
            (BitConverter.ToUInt16(status, 28) & KindMask) == RegularKind);
    }

    private static long Statx(int folder, byte[] path, int flags, int mask, byte[] status)
    {
        try
        {
            return NativeMethods.statx(folder, path, flags, (uint)mask, status);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has statx since 1.2.5.
            int number = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => 332,
                Architecture.Arm64 => 291,
                _ => 397,
            };
            return (long)NativeMethods.syscall((IntPtr)number, (IntPtr)folder, path, (IntPtr)flags, (IntPtr)mask, status);
        }
    }

    private static FileStatus OnMac(Func<byte[], long> arm, Func<byte[], long> intel)
    {
        byte[] status = new byte[256];
        Libc.Check(() => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? arm(status) : intel(status), "stat");
        return new FileStatus(
            BitConverter.ToUInt32(status, 0),
            BitConverter.ToUInt64(status, 8),
            (BitConverter.ToUInt16(status, 4) & KindMask) == RegularKind);
    }

    private static class NativeMethods
    {
#pragma warning disable IDE1006 // The names of the C library.
        [DllImport("libc", SetLastError = true)]
        public static extern int statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] status);

        [DllImport("libc", SetLastError = true)]
        public static extern IntPtr syscall(IntPtr number, IntPtr folder, byte[] path, IntPtr flags, IntPtr mask, [Out] byte[] status);

        [DllImport("libc", SetLastError = true)]
        public static extern int stat(byte[] path, [Out] byte[] status);

        [DllImport("libc", SetLastError = true, EntryPoint = "stat$INODE64")]
        public static extern int statInode64(byte[] path, [Out] byte[] status);

        [DllImport("libc", SetLastError = true)]
        public static extern int fstat(int file, [Out] byte[] status);

        [DllImport("libc", SetLastError = true, EntryPoint = "fstat$INODE64")]
        public static extern int fstatInode64(int file, [Out] byte[] status);
#pragma warning restore IDE1006
    }
}
