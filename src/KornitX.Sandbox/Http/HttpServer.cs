using System.Net;
using System.Net.Sockets;

namespace KornitX.Sandboxes;

/// <summary>
/// A small HTTP/1.1 server on loopback sockets. HttpListener can't be used: outside Windows its Abort sends a complete 200
/// instead of closing the connection, and on Windows http.sys responds to unusual paths itself.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private const int Backlog = 512;
    private const int PortAttempts = 50;

    private readonly List<TcpListener> _listeners;
    private readonly Func<HttpRequest, HttpReply> _handle;
    private readonly CancellationTokenSource _stopping = new();

    private HttpServer(List<TcpListener> listeners, Func<HttpRequest, HttpReply> handle)
    {
        _listeners = listeners;
        _handle = handle;
        foreach (TcpListener listener in listeners)
            _ = Task.Run(() => AcceptAsync(listener));
    }

    public int Port => ((IPEndPoint)_listeners[0].LocalEndpoint).Port;

    /// <summary>
    /// Opens the port, or any free one for 0. "localhost" resolves to both addresses, and on Windows a client waits a second before
    /// it tries the second one.
    /// </summary>
    /// <param name="handle">Responds to a request. If it throws, the connection is closed.</param>
    /// <exception cref="InvalidOperationException">The port is in use.</exception>
    public static HttpServer Open(int port, Func<HttpRequest, HttpReply> handle)
    {
        for (int attempt = 1; ; attempt++)
        {
            List<TcpListener> listeners = [];
            try
            {
                listeners.Add(Start(IPAddress.Loopback, port));
                listeners.Add(Start(IPAddress.IPv6Loopback, ((IPEndPoint)listeners[0].LocalEndpoint).Port));
            }
            catch (SocketException e) when (listeners.Count == 0 || e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                listeners.ForEach(listener => listener.Stop());
                if (port != 0 || attempt == PortAttempts)
                    throw new InvalidOperationException($"The sandbox can't listen on port {port} of localhost: {e.Message}", e);
                // The port is free for IPv4 and in use for IPv6. Try another one.
                continue;
            }
            catch (SocketException)
            {
                // The system has no IPv6, or it is disabled.
            }

            return new HttpServer(listeners, handle);
        }
    }

    /// <summary>Closes the port and all connections. Safe to call again.</summary>
    public void Dispose()
    {
        foreach (TcpListener listener in _listeners)
            listener.Stop();
        _stopping.Cancel();
    }

    private static TcpListener Start(IPAddress address, int port)
    {
        TcpListener listener = new(address, port) { ExclusiveAddressUse = true };
        listener.Start(Backlog);
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The sandbox is stopping, the client closed the connection before it was accepted, or no socket is available.
                await Task.Delay(10).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Serves requests in turn until one side closes the connection.</summary>
    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient closedAtEnd = client;
        using CancellationTokenRegistration closedOnStop = _stopping.Token.Register(client.Dispose);
        try
        {
            client.NoDelay = true;
            using HttpConnection connection = new(client.GetStream());
            bool isOpen = true;
            while (isOpen)
            {
                HttpRequest request = await connection.ReadAsync().ConfigureAwait(false);
                HttpReply reply = _handle(request);
                if (reply.DelayMs > 0)
                    await Task.Delay(reply.DelayMs, _stopping.Token).ConfigureAwait(false);
                isOpen = await connection.SendAsync(reply, request.KeepAlive).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The client closed the connection, or the sandbox is stopping.
        }
    }
}
