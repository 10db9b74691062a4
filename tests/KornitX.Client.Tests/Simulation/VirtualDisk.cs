namespace KornitX.Client.Tests.Simulation;

/// <summary>One file on a device. What was written and not flushed may be lost or torn when the machine dies.</summary>
internal sealed class VirtualDisk
{
    private readonly List<Change> _unflushed;
    private byte[]? _visible;

    public VirtualDisk()
        : this([], [])
    {
    }

    private VirtualDisk(byte[] flushed, List<Change> unflushed)
    {
        Flushed = flushed;
        _unflushed = unflushed;
    }

    /// <summary>What survives everything.</summary>
    public byte[] Flushed { get; private set; }

    /// <summary>What a process sees.</summary>
    public byte[] Visible => _visible ??= After(int.MaxValue);

    /// <summary>What was written and not flushed, one line after another.</summary>
    public byte[] Unflushed => _unflushed.SelectMany(change => change.Written).ToArray();

    public VirtualDisk Clone() => new(Flushed, [.. _unflushed]) { Generation = Generation };

    public void Write(byte[] bytes) => Add(new Change(bytes, null));

    public void Truncate(long length) => Add(new Change([], (int)length));

    /// <summary>The number of files that have had the journal's name.</summary>
    public int Generation { get; private set; }

    /// <summary>Puts an empty file in its place.</summary>
    public void Replace()
    {
        Generation++;
        Flushed = [];
        _unflushed.Clear();
        _visible = null;
    }

    public void Flush()
    {
        Flushed = Visible;
        _unflushed.Clear();
    }

    /// <summary>The machine dies.</summary>
    /// <param name="surviving">How many bytes of what was not flushed are there afterwards.</param>
    /// <param name="hole">In place of which of them there are zeros, from the first one that was not flushed.</param>
    public void Crash(int surviving, Hole hole)
    {
        int flushed = Flushed.Length;
        byte[] content = [.. After(surviving)];
        int start = Math.Max(0, Math.Min(flushed + hole.Start, content.Length));
        Array.Clear(content, start, Math.Min(hole.Length, content.Length - start));
        Flushed = content;
        _visible = null;
        _unflushed.Clear();
    }

    private void Add(Change change)
    {
        _unflushed.Add(change);
        _visible = null;
    }

    private byte[] After(int bytes)
    {
        byte[] content = Flushed;
        foreach (Change change in _unflushed)
        {
            // What is written last is lost first.
            int written = Math.Min(change.Written.Length, bytes);
            content = change.Length is { } length ? content[..length] : [.. content, .. change.Written[..written]];
            if (written < change.Written.Length)
                break;
            bytes -= written;
        }

        return content;
    }

    private sealed record Change(byte[] Written, int? Length);
}

/// <summary>Bytes that a crash replaced with zeros.</summary>
/// <param name="Start">The first of them, from the first byte that was not flushed.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct Hole(int Start, int Length);
