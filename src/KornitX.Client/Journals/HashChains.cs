namespace KornitX.Client;

/// <summary>A hash table from 64-bit keys to orders. An order can have several keys, and several orders can have the same key.</summary>
internal sealed class HashChains
{
    private readonly ChunkedList<Link> _links = new();

    /// <summary>The last link of each bucket, plus one; 0 for an empty bucket.</summary>
    private int[] _buckets = new int[16];

    /// <summary>Reserves capacity for a number of keys.</summary>
    public void Reserve(long keys)
    {
        int size = _buckets.Length;
        while (size < keys && size < 1 << 28)
            size *= 2;
        if (_links.Count == 0)
            _buckets = new int[size];
    }

    public void Add(ulong key, int order)
    {
        if (_links.Count == _buckets.Length)
            Grow();
        ref int bucket = ref _buckets[BucketOf(key)];
        _links.Add(new Link(key, order, bucket));
        bucket = _links.Count;
    }

    /// <summary>Returns the first link of a key, or 0.</summary>
    public int First(ulong key) => Find(key, _buckets[BucketOf(key)]);

    /// <summary>Returns the next link with the same key, or 0.</summary>
    public int Next(int link)
    {
        ref Link current = ref _links[link - 1];
        return Find(current.Key, current.Next);
    }

    /// <summary>Returns the order of a link.</summary>
    public int OrderOf(int link) => _links[link - 1].Order;

    private int Find(ulong key, int link)
    {
        while (link != 0 && _links[link - 1].Key != key)
            link = _links[link - 1].Next;
        return link;
    }

    private int BucketOf(ulong key) => (int)(key & (ulong)(_buckets.Length - 1));

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        for (int i = 0; i < _links.Count; i++)
        {
            ref Link link = ref _links[i];
            ref int bucket = ref _buckets[BucketOf(link.Key)];
            link.Next = bucket;
            bucket = i + 1;
        }
    }

    private struct Link
    {
        public Link(ulong key, int order, int next)
        {
            Key = key;
            Order = order;
            Next = next;
        }

        public ulong Key;
        public int Order;
        public int Next;
    }
}
