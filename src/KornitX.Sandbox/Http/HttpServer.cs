using System.Collections.Concurrent;
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
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<TcpListener> _listeners;
    private readonly Func<HttpRequest, HttpReply> _handle;
    private readonly ConcurrentDictionary<HttpConnection, Task> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stoppingToken;
    private int _stopped;

    private HttpServer(IReadOnlyList<TcpListener> listeners, Func<HttpRequest, HttpReply> handle)
    {
        _listeners = listeners;
        _handle = handle;
        _stoppingToken = _stopping.Token;
        Port = ((IPEndPoint)listeners[0].LocalEndpoint).Port;
        foreach (TcpListener listener in listeners)
            _ = Task.Run(() => AcceptAsync(listener));
    }

    public int Port { get; }

    public bool IsRunning => Volatile.Read(ref _stopped) == 0;

    /// <summary>Opens the port, or any free one for 0.</summary>
    /// <exception cref="InvalidOperationException">The port is in use.</exception>
    public static HttpServer Open(int port, Func<HttpRequest, HttpReply> handle)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new HttpServer(Listen(port), handle);
            }
            catch (SocketException e) when (port != 0 || attempt == PortAttempts)
            {
                throw new InvalidOperationException(
                    $"The sandbox can't listen on port {port} of localhost: {e.Message}", e);
            }
            catch (SocketException)
            {
                // The port is free for IPv4 and in use for IPv6. Try another one.
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        foreach (TcpListener listener in _listeners)
            listener.Stop();
        _stopping.Cancel();
        Task[] serving = _connections.Values.ToArray();
        foreach (HttpConnection connection in _connections.Keys)
            connection.Dispose();

        // No request is booked after this.
        Task.WaitAll(serving, StopPatience);
        _stopping.Dispose();
    }

    // "localhost" resolves to both addresses, and on Windows a client waits a second before it tries the second one.
    private static List<TcpListener> Listen(int port)
    {
        List<TcpListener> listeners = [Start(IPAddress.Loopback, port)];
        if (!Socket.OSSupportsIPv6)
            return listeners;
        try
        {
            listeners.Add(Start(IPAddress.IPv6Loopback, ((IPEndPoint)listeners[0].LocalEndpoint).Port));
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.AddressAlreadyInUse)
        {
            // The system supports IPv6, but it is disabled.
        }
        catch (SocketException)
        {
            listeners[0].Stop();
            throw;
        }

        return listeners;
    }

    private static TcpListener Start(IPAddress address, int port)
    {
        TcpListener listener = new(address, port) { ExclusiveAddressUse = true };
        listener.Start(Backlog);
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (IsRunning)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The sandbox is stopping, the client closed the connection before it was accepted, or no socket is available.
                await Task.Delay(10).ConfigureAwait(false);
                continue;
            }

            Serve(socket);
        }
    }

    private void Serve(Socket socket)
    {
        HttpConnection connection;
        try
        {
            connection = new HttpConnection(socket, _handle);
        }
        catch (Exception e) when (e is SocketException or System.IO.IOException or ObjectDisposedException)
        {
            socket.Dispose();
            return;
        }

        TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = done.Task;
        if (!IsRunning)
            connection.Dispose();
        _ = Task.Run(async () =>
        {
            try
            {
                await connection.ServeAsync(_stoppingToken).ConfigureAwait(false);
            }
            finally
            {
                _connections.TryRemove(connection, out _);
                done.SetResult(true);
            }
        });
    }
}
