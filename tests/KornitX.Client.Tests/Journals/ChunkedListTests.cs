using System.Linq;
using Xunit;

namespace KornitX.Client.Tests.Journals;

/// <summary>A list of more values than a chunk has is read and changed like any other.</summary>
public class ChunkedListTests
{
    [Fact]
    public void Values_are_read_and_changed_by_their_index()
    {
        ChunkedList<int> list = new();
        for (int i = 0; i < 30_000; i++)
        {
            list.Add(-1);
            list[i] = i;
            Assert.Equal(i + 1, list.Count);
        }

        Assert.Equal(Enumerable.Range(0, 30_000), Enumerable.Range(0, 30_000).Select(i => list[i]));
    }

    [Fact]
    public void A_value_that_is_added_is_the_last_one()
    {
        ChunkedList<int> list = new();
        for (int i = 0; i < 30_000; i++)
            list.Add(i);

        Assert.Equal(Enumerable.Range(0, 30_000), Enumerable.Range(0, list.Count).Select(i => list[i]));
    }
}
