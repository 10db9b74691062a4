using System.Net.Http.Headers;
using System.Text;

namespace KornitX.Bench;

/// <summary>
/// Sends orders with a bare HttpClient, as the reference for the time of the module. The scripts load it into the process
/// that they measure.
/// </summary>
public static class BareClient
{
    private static readonly HttpClient Client = new();

    /// <summary>Cancels one item of each order with a limited number of requests in flight, and reads all responses.</summary>
    public static void Cancel(Uri api, string token, long[] orderIds, int inFlight)
    {
        Queue<long> orders = new(orderIds);
        Task[] workers = new Task[inFlight];
        for (int i = 0; i < workers.Length; i++)
            workers[i] = Task.Run(() => WorkAsync(api, token, orders));
        Task.WaitAll(workers);
    }

    private static async Task WorkAsync(Uri api, string token, Queue<long> orders)
    {
        while (true)
        {
            long order;
            lock (orders)
            {
                if (!orders.TryDequeue(out order))
                    return;
            }

            using HttpRequestMessage request = new(HttpMethod.Post, new Uri(api, $"order/{order}/cancellation"))
            {
                Content = new StringContent(
                    """{"items":[{"id":12345678,"quantity":1}]}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using HttpResponseMessage response = await Client.SendAsync(request);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsStringAsync();
        }
    }
}
