using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace KornitX.Client.Tests.Gateways;

/// <summary>A real gateway in front of a server, both on loopback. It times out after half a second.</summary>
internal sealed class Gateway : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Gateway(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Uri = new Uri($"http://127.0.0.1:{port}/");
    }

    public Uri Uri { get; }

    /// <summary>Varnish with its built-in configuration.</summary>
    public static Task<Gateway> VarnishAsync(int server) => StartAsync("varnishd", (folder, port) =>
        $"-F -j none -a 127.0.0.1:{port} -b 127.0.0.1:{server} -p first_byte_timeout=0.5 -s malloc,1m -n {folder}");

    public static Task<Gateway> NginxAsync(int server) => StartAsync("nginx", (folder, port) =>
    {
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off;
            master_process off;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            events { }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                server {
                    listen 127.0.0.1:{{port}};
                    location / {
                        proxy_pass http://127.0.0.1:{{server}};
                        proxy_read_timeout 500ms;
                    }
                }
            }
            """);
        return $"-p {folder} -e {folder}/error.log -c {folder}/nginx.conf";
    });

    public static Task<Gateway> HAProxyAsync(int server) => StartAsync("haproxy", (folder, port) =>
    {
        File.WriteAllText(Path.Combine(folder, "haproxy.cfg"), $"""
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 500ms
            listen gateway
                bind 127.0.0.1:{port}
                server kornitx 127.0.0.1:{server}

            """);
        return $"-db -f {folder}/haproxy.cfg";
    });

    /// <summary>A forward proxy that requires Basic authentication.</summary>
    public static Task<Gateway> SquidAsync(string user, string password) => StartAsync("squid", (folder, port) =>
    {
        File.WriteAllText(
            Path.Combine(folder, "helper.sh"),
            $"while read -r line; do [ \"$line\" = \"{user} {password}\" ] && echo OK || echo ERR; done\n");
        // Squid gives up its privileges; it then has to read the folder.
        using (Process chmod = Process.Start("chmod", $"-R a+rwX {folder}"))
            chmod.WaitForExit();
        File.WriteAllText(Path.Combine(folder, "squid.conf"), $"""
            http_port 127.0.0.1:{port}
            pid_filename none
            cache deny all
            cache_log {folder}/cache.log
            access_log none
            coredump_dir {folder}
            shutdown_lifetime 0 seconds
            auth_param basic program /bin/sh {folder}/helper.sh
            auth_param basic children 1
            auth_param basic realm proxy
            acl known proxy_auth REQUIRED
            http_access allow known
            http_access deny all

            """);
        return $"-N -f {folder}/squid.conf";
    });

    /// <inheritdoc cref="SquidAsync"/>
    public static Task<Gateway> TinyproxyAsync(string user, string password) => StartAsync("tinyproxy", (folder, port) =>
    {
        File.WriteAllText(Path.Combine(folder, "tinyproxy.conf"), $"""
            Port {port}
            Listen 127.0.0.1
            Timeout 60
            MaxClients 10
            BasicAuth {user} {password}

            """);
        return $"-d -c {folder}/tinyproxy.conf";
    });

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Gateway> StartAsync(string program, Func<string, int, string> arguments)
    {
        // Another process may take the port between the search and the start.
        for (int attempt = 1; ; attempt++)
        {
            string folder = Directory.CreateTempSubdirectory("kornitx-gateway").FullName;
            int port = FreePort();
            Process process = Process.Start(new ProcessStartInfo(GatewayFactAttribute.Find(program)!, arguments(folder, port))
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            Task<string> said = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            Gateway gateway = new(process, folder, port);
            Stopwatch patience = Stopwatch.StartNew();
            bool isReady = false;
            while (!isReady && !process.HasExited && patience.Elapsed < TimeSpan.FromSeconds(60))
                isReady = await AcceptsAsync(port);
            if (isReady && !process.HasExited)
                return gateway;

            gateway.Dispose();
            if (attempt == 3)
                throw new InvalidOperationException($"{program} did not start: {await said}");
        }
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            await Task.Delay(20);
            return false;
        }
    }

    private static int FreePort()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }
}
