namespace KornitX.Sandboxes;

/// <summary>The faults that are still pending, in the order they were added.</summary>
internal sealed class FaultQueue
{
    private readonly object _lock = new();
    private readonly List<Pending> _pending = [];

    public IReadOnlyList<SandboxFault> Snapshot()
    {
        lock (_lock)
        {
            return _pending.Where(entry => entry.Left > 0).Select(entry => entry.ToFault()).ToArray();
        }
    }

    public void Add(SandboxFault fault)
    {
        if (fault.OnToken && fault.Order is not null)
            throw new ArgumentException("A token request has no order. Specify either Order or OnToken.", nameof(fault));
        lock (_lock)
        {
            _pending.Add(new Pending(fault.Copy()));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _pending.Clear();
        }
    }

    /// <summary>Takes the first fault that matches a request, or null. Then call <see cref="Consume"/> or <see cref="Restore"/>.</summary>
    /// <param name="onToken">Whether the request is for a token.</param>
    /// <param name="isOrder">Whether the request is for the order of this KornitX id or external reference.</param>
    public Pending? Take(bool onToken, Func<string, bool> isOrder)
    {
        lock (_lock)
        {
            foreach (Pending entry in _pending)
            {
                if (entry.Left == 0 || entry.Fault.OnToken != onToken || (entry.Fault.Order is { } order && !isOrder(order)))
                    continue;
                entry.Left--;
                entry.Taken++;
                return entry;
            }

            return null;
        }
    }

    public void Consume(Pending entry)
    {
        lock (_lock)
        {
            entry.Taken--;
            if (entry.Left == 0 && entry.Taken == 0)
                _pending.Remove(entry);
        }
    }

    public void Restore(Pending entry)
    {
        lock (_lock)
        {
            entry.Taken--;
            entry.Left++;
        }
    }

    /// <summary>
    /// A fault in the queue. It keeps its position while a request has it, so that returning it does not change the order of faults.
    /// </summary>
    public sealed class Pending(SandboxFault fault)
    {
        public SandboxFault Fault { get; } = fault;

        public int Left { get; set; } = fault.Count;

        public int Taken { get; set; }

        public SandboxFault ToFault()
        {
            SandboxFault copy = Fault.Copy();
            copy.Count = Left;
            return copy;
        }
    }
}
