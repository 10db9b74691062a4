using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>A list of structs that grows without copying, so that growing needs no extra memory.</summary>
internal sealed class ChunkedList<T>
    where T : struct
{
    private const int ChunkBits = 13;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public void Add(T item)
    {
        if (Count == _chunks.Count * ChunkSize)
            _chunks.Add(new T[ChunkSize]);
        Count++;
        this[Count - 1] = item;
    }
}
