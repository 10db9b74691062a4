using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>
/// The places of what may be in flight at once, and the queue of what waits for one: whoever leaves a place lets the
/// next one in, without the thread that feeds the run having to look. Safe to use from many threads at once.
/// </summary>
internal sealed class Places<T>
{
    private readonly Queue<T> _waiting = new();
    private readonly int _limit;
    private readonly int _ahead;
    private int _taken;
    private bool _closed;

    /// <param name="limit">How many places there are, from 1.</param>
    /// <param name="ahead">How many may wait for one before it counts as full, from 0.</param>
    public Places(int limit, int ahead)
    {
        _limit = limit;
        _ahead = ahead;
    }

    /// <summary>Whether no other one is to be added now.</summary>
    public bool IsFull
    {
        get
        {
            lock (_waiting)
                return _taken + _waiting.Count >= _limit + _ahead;
        }
    }

    /// <summary>Whether the queue is half empty, or nobody is let in any more.</summary>
    public bool IsRunningOut
    {
        get
        {
            lock (_waiting)
                return _waiting.Count <= _ahead / 2;
        }
    }

    /// <summary>Whether nobody is let in any more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_waiting)
                return _closed;
        }
    }

    /// <summary>Puts one at the end of the queue.</summary>
    /// <returns>False when nobody is let in any more.</returns>
    public bool TryAdd(T one)
    {
        lock (_waiting)
        {
            if (!_closed)
                _waiting.Enqueue(one);
            return !_closed;
        }
    }

    /// <summary>Gives the first in the queue a place, if there is one.</summary>
    public bool TryEnter(out T? one)
    {
        lock (_waiting)
        {
            bool enters = _taken < _limit && _waiting.Count > 0;
            one = enters ? _waiting.Dequeue() : default;
            _taken += enters ? 1 : 0;
            return enters;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        lock (_waiting)
            _taken--;
    }

    /// <summary>Lets nobody in any more.</summary>
    /// <returns>Those who waited in vain, in their order.</returns>
    public IReadOnlyList<T> Close()
    {
        lock (_waiting)
        {
            _closed = true;
            T[] inVain = _waiting.ToArray();
            _waiting.Clear();
            return inVain;
        }
    }
}
