using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KornitX.Demo;

namespace KornitX.PowerShell.Tests.Runs;

/// <summary>
/// A folder with a file of returns, and a KornitX in this process that outlives the PowerShell processes which work at them.
/// </summary>
internal sealed class Night : IDisposable
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "run-night.ps1");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly PowerShellHost _host;
    private readonly int _orders;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kornitx-night-");

    public Night(PowerShellHost host, int orders)
    {
        _host = host;
        _orders = orders;
        Sandbox = Sandbox.Start(new SandboxOptions
        {
            Orders = Enumerable.Range(1, orders).Select(id => new SandboxOrder
            {
                Id = id,
                Status = SandboxOrderStatus.Shipped,
                // More of it than is asked for: KornitX would book the same return a second time.
                Items = [new SandboxItem { Id = 1000 + id, Quantity = 9, Shipped = 9 }],
            }).ToArray(),
        });
    }

    public Sandbox Sandbox { get; }

    private string Returns => Path.Combine(_folder.FullName, "returns");

    private string Journal => Path.Combine(Returns, "returns.jsonl");

    /// <summary>Writes the file of returns, or corrects the one that a run has renamed.</summary>
    public void WriteRows(Func<long, int> quantity)
    {
        Directory.CreateDirectory(Returns);
        File.WriteAllLines(
            Find("night.csv") ?? Path.Combine(Returns, "night.csv"),
            Enumerable.Range(1, _orders)
                .Select(id => FormattableString.Invariant($"{id},{1000 + id},{quantity(id)},RMA-{id}"))
                .Prepend("OrderId,ItemId,Quantity,Reference"));
    }

    /// <summary>Starts the sample script, as the scheduler does.</summary>
    public PowerShellRun StartRun() => Start("-Sample", Path.Combine(Checkout.Root, "docs", "samples", "Invoke-KornitXRun.ps1"));

    /// <summary>Starts what a person does in the morning, who finds in KornitX the returns that are booked there.</summary>
    public PowerShellRun StartSettling()
    {
        string history = Path.Combine(_folder.FullName, "history.csv");
        File.WriteAllLines(
            history,
            Sandbox.Bookings.Select(booking => FormattableString.Invariant($"{booking.Id},{booking.Reference}")).Prepend("Id,Reference"));
        return Start("-History", history);
    }

    /// <summary>Waits until these orders have been requested.</summary>
    public void WaitForRequests(IReadOnlyCollection<long> orders, PowerShellRun run)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (orders.Except(OrdersRequested()).Any())
        {
            if (run.HasEnded || waited.Elapsed > Patience)
                throw new TimeoutException($"Only {OrdersRequested().Count} orders were requested. {(run.HasEnded ? run.Shown : "")}");
            Thread.Sleep(10);
        }
    }

    /// <summary>The orders that requests have come in for.</summary>
    public IReadOnlyList<long> OrdersRequested() =>
        Sandbox.Requests.Where(request => request.Path != "/token").Select(request => OrderIn(request.Path)).Distinct().Order().ToArray();

    /// <summary>The CSV files that are still in the folder, without what a run put before their names.</summary>
    public IReadOnlyList<string> FilesLeft() =>
        Directory.GetFiles(Returns, "*.csv").Select(DeliveredName).Order(StringComparer.Ordinal).ToArray();

    /// <summary>The lines of the log.</summary>
    public IReadOnlyList<string> Log() => File.ReadAllLines(Path.Combine(Returns, "returns.log"));

    /// <summary>How many problems the run reported in the file for that.</summary>
    public int ProblemsReported() => File.ReadAllLines(Find("night.problems.csv")!).Length - 1;

    public void Dispose()
    {
        Sandbox.Dispose();
        _folder.Delete(recursive: true);
    }

    private string? Find(string name) =>
        Directory.GetFiles(Returns, "*.csv").SingleOrDefault(file => DeliveredName(file) == name);

    /// <summary>A run renames a file before it reads it: 20261129-023000-123-night.csv.</summary>
    private static string DeliveredName(string file) => Regex.Replace(Path.GetFileName(file), @"^\d{8}-\d{6}-\d{3}-", "");

    private PowerShellRun Start(string parameter, string file)
    {
        string result = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        ProcessStartInfo start = _host.StartFile(
            Script, "-Module", Checkout.Module, "-Folder", Returns, "-Journal", Journal, "-Result", result, parameter, file);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["KORNITX_CLIENT_ID"] = Sandbox.ClientId;
        start.Environment["KORNITX_CLIENT_SECRET"] = new NetworkCredential("", Sandbox.ClientSecret).Password;
        start.Environment["KORNITX_API_URI"] = Sandbox.ApiUri.AbsoluteUri;
        start.Environment["KORNITX_TOKEN_URI"] = Sandbox.TokenUri.AbsoluteUri;
        return new PowerShellRun(start, result, Patience);
    }

    private static long OrderIn(string path) =>
        long.Parse(path.Split('/').First(part => part.Length > 0 && char.IsAsciiDigit(part[0])), CultureInfo.InvariantCulture);
}
