using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>So many requests may leave in any hour. Only counts are looked at, no times.</summary>
public class RequestRateLimiterTests
{
    [Fact]
    public void So_many_may_leave_at_once_and_no_more()
    {
        using RequestRateLimiter pacing = new(3, TimeSpan.FromHours(1));

        Task[] waits = [.. Enumerable.Range(0, 5).Select(_ => pacing.WaitAsync(null, CancellationToken.None))];

        Assert.Equal([true, true, true, false, false], waits.Select(wait => wait.IsCompleted));
    }

    [Fact]
    public void Who_has_to_wait_is_told_so_once()
    {
        using RequestRateLimiter pacing = new(1, TimeSpan.FromHours(1));
        Waits waits = new();

        Task first = pacing.WaitAsync(waits, CancellationToken.None);
        Assert.Empty(waits.Seen);
        Task second = pacing.WaitAsync(waits, CancellationToken.None);

        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(second.IsCompleted);
        Assert.Equal([new ClientWait(null, 0, "the limit of 1 an hour is used up")], waits.Seen);
    }

    [Fact]
    public async Task Who_waits_can_be_stopped()
    {
        using RequestRateLimiter pacing = new(1, TimeSpan.FromHours(1));
        using CancellationTokenSource stop = new();
        await pacing.WaitAsync(null, CancellationToken.None);
        Task waiting = pacing.WaitAsync(null, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    /// <summary>A window of a moment: all get their turn, however long that takes here.</summary>
    [Fact]
    public async Task When_the_window_has_moved_on_others_may_leave()
    {
        using RequestRateLimiter pacing = new(2, TimeSpan.FromMilliseconds(60));

        await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => pacing.WaitAsync(null, CancellationToken.None)));
    }

    private sealed class Waits : IClientObserver
    {
        public List<ClientWait> Seen { get; } = [];

        public void OnExchange(HttpExchange exchange)
        {
        }

        public void OnWait(ClientWait wait) => Seen.Add(wait);
    }
}
