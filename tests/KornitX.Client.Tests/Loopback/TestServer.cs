using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KornitX.Client.Tests;

/// <summary>
/// A server on loopback that writes down what arrives, byte for byte, and gives the configured response.
/// The script's last answer is also that to every request after it.
/// </summary>
internal sealed class TestServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _closed = new();
    private readonly object _lock = new();
    private readonly List<Received> _requests = [];
    private readonly Dictionary<int, TaskCompletionSource<Received>> _arrivals = [];
    private readonly Dictionary<int, TaskCompletionSource<int>> _answers = [];
    private readonly Dictionary<int, TaskCompletionSource<int>> _closings = [];
    private readonly X509Certificate2? _certificate;
    private Func<int, Answer> _script;
    private int _asked;
    private int _connections;

    /// <param name="script">The response to each request.</param>
    /// <param name="isOpen">
    /// Whether to accept connections at once. Until <see cref="Open"/>, the system refuses them, and no other process can use the
    /// port.
    /// </param>
    /// <param name="certificate">Its certificate for TLS; null for none. The address is then that of localhost.</param>
    public TestServer(Func<int, Answer> script, bool isOpen = true, X509Certificate2? certificate = null)
    {
        _script = script;
        _certificate = certificate;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (isOpen)
            Open();
    }

    public void Open()
    {
        _listener.Listen(512);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public Uri Uri => new(_certificate is null ? $"http://127.0.0.1:{Port}/" : $"https://localhost:{Port}/");

    /// <summary>How many connections were made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The requests that were read to their end, so far.</summary>
    public IReadOnlyList<Received> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public void Answers(params Answer[] script) => _script = n => script[Math.Min(n, script.Length) - 1];

    public void Answers(Func<int, Answer> script) => _script = script;

    /// <summary>The nth request, from 1, as soon as it was read to its end.</summary>
    public Task<Received> RequestAsync(int n)
    {
        lock (_lock)
            return At(_arrivals, n).Task;
    }

    /// <summary>Completes when the nth response has been sent.</summary>
    public Task AnsweredAsync(int n)
    {
        lock (_lock)
            return At(_answers, n).Task;
    }

    /// <summary>Completes when this side has closed the nth connection.</summary>
    public Task ClosedAsync(int connection)
    {
        lock (_lock)
            return At(_closings, connection).Task;
    }

    /// <summary>Creates a certificate with its private key that no system trusts.</summary>
    /// <param name="name">The host name.</param>
    /// <param name="days">For how many days it is valid. Below zero, it has expired.</param>
    public static X509Certificate2 CreateCertificate(string name = "localhost", int days = 1)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(days));
        // Windows accepts no key that is in memory alone.
        return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12));
    }

    public void Dispose()
    {
        _closed.Cancel();
        _listener.Dispose();
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken closed = _closed.Token;
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync();
                _ = ServeAsync(socket, Interlocked.Increment(ref _connections), closed);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server was disposed.
        }
    }

    private async Task ServeAsync(Socket socket, int connection, CancellationToken closed)
    {
        try
        {
            using (socket)
            {
                using Stream stream = await OpenAsync(socket, closed);
                while (await socket.ReceiveAsync(new byte[1], SocketFlags.Peek, closed) > 0)
                {
                    if (!await AnswerAsync(stream, connection, _script(Interlocked.Increment(ref _asked)), closed))
                        break;
                }
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or IOException or AuthenticationException)
        {
            // The client went away or does not trust the certificate, or the server was disposed.
        }

        lock (_lock)
            At(_closings, connection).SetResult(connection);
    }

    private async Task<Stream> OpenAsync(Socket socket, CancellationToken closed)
    {
        NetworkStream network = new(socket);
        if (_certificate is null)
            return network;

        SslStream tls = new(network);
        await tls.AuthenticateAsServerAsync(_certificate).WaitAsync(closed);
        return tls;
    }

    /// <summary>Does with a request what the answer says.</summary>
    /// <returns>Whether the connection stays open.</returns>
    private async Task<bool> AnswerAsync(Stream stream, int connection, Answer answer, CancellationToken closed)
    {
        if (answer.ClosesUnread)
            return false;

        Received request = await ReadAsync(stream, connection, closed);
        int number;
        lock (_lock)
        {
            _requests.Add(request);
            number = _requests.Count;
            At(_arrivals, number).SetResult(request);
        }

        await answer.Held.WaitAsync(closed);
        await stream.WriteAsync(answer.Bytes, closed);
        if (answer.More is { } more)
            await more(stream);
        lock (_lock)
            At(_answers, number).SetResult(number);
        if (answer.Hangs)
            await Task.Delay(Timeout.Infinite, closed);
        return !answer.Closes;
    }

    private static async Task<Received> ReadAsync(Stream stream, int connection, CancellationToken closed)
    {
        List<byte> read = [];
        byte[] chunk = new byte[8192];
        int bodyAt;
        while ((bodyAt = HeadLength(read)) < 0)
            await MoreAsync();

        // Latin-1 has a character for every byte, so nothing that arrived can look like something else.
        string[] lines = Encoding.Latin1.GetString([.. read.Take(bodyAt - 4)]).Split("\r\n");
        string? length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        int end = bodyAt + (length is null ? 0 : int.Parse(length["Content-Length:".Length..], CultureInfo.InvariantCulture));
        while (read.Count < end)
            await MoreAsync();
        return new Received(connection, lines[0], lines[1..], [.. read.Skip(bodyAt)]);

        async Task MoreAsync()
        {
            int count = await stream.ReadAsync(chunk, closed);
            if (count == 0)
                throw new EndOfStreamException();
            read.AddRange(chunk.AsSpan(0, count).ToArray());
        }
    }

    private static int HeadLength(List<byte> read)
    {
        for (int i = 4; i <= read.Count; i++)
        {
            if (read[i - 4] == '\r' && read[i - 3] == '\n' && read[i - 2] == '\r' && read[i - 1] == '\n')
                return i;
        }

        return -1;
    }

    private static TaskCompletionSource<T> At<T>(Dictionary<int, TaskCompletionSource<T>> those, int n)
    {
        if (!those.TryGetValue(n, out TaskCompletionSource<T>? one))
            those.Add(n, one = new(TaskCreationOptions.RunContinuationsAsynchronously));
        return one;
    }
}
