using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace KornitX.Client.Tests.Journals;

/// <summary>Every order is found by each of its keys, however many orders there are.</summary>
public class HashChainsTests
{
    [Fact]
    public void Orders_with_the_same_key_are_all_found_and_the_latest_is_first()
    {
        HashChains chains = new();
        chains.Add(5, 10);
        chains.Add(6, 20);
        chains.Add(5, 30);

        Assert.Equal([30, 10], Find(chains, 5));
        Assert.Equal([20], Find(chains, 6));
        Assert.Empty(Find(chains, 7));
    }

    /// <summary>In a table of 16 buckets, these keys have the same bucket.</summary>
    [Fact]
    public void Keys_in_the_same_bucket_are_kept_apart()
    {
        HashChains chains = new();
        foreach (int key in new[] { 1, 17, 33, 17 })
            chains.Add((ulong)key, key);

        Assert.Equal([1], Find(chains, 1));
        Assert.Equal([17, 17], Find(chains, 17));
        Assert.Equal([33], Find(chains, 33));
        Assert.Empty(Find(chains, 49));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void All_keys_are_found_after_the_table_has_grown(int reserved)
    {
        HashChains chains = new();
        chains.Reserve(reserved);
        for (int order = 0; order < 20_000; order++)
            chains.Add((ulong)(order / 2) * 7, order);

        Assert.All(Enumerable.Range(0, 10_000), key => Assert.Equal([(2 * key) + 1, 2 * key], Find(chains, (ulong)key * 7)));
        Assert.Empty(Find(chains, 1));
    }

    [Fact]
    public void Reserving_capacity_later_loses_no_key()
    {
        HashChains chains = new();
        chains.Add(5, 10);

        chains.Reserve(1000);

        Assert.Equal([10], Find(chains, 5));
    }

    private static List<int> Find(HashChains chains, ulong key)
    {
        List<int> orders = [];
        for (int link = chains.First(key); link != 0; link = chains.Next(link))
            orders.Add(chains.OrderOf(link));
        return orders;
    }
}
