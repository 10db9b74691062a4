using System.Diagnostics;
using System.Net;
using System.Text.Json;
using KornitX.Demo;

namespace KornitX.PowerShell.Tests.Runs;

/// <summary>
/// A KornitX in this process, and a bulk cancellation with one journal that PowerShell processes run against it, one
/// after the other, until one comes to its end.
/// </summary>
internal sealed class BulkRun : IDisposable
{
    /// <summary>Every tenth order has shipped, so that KornitX rejects its cancellation.</summary>
    private const int EveryRejected = 10;

    private const int TokenRequests = 2;
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "run-orders.ps1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly PowerShellHost _host;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kornitx-run-");

    public BulkRun(PowerShellHost host, int orders)
    {
        _host = host;
        Sandbox = Sandbox.Start(new SandboxOptions { Orders = Enumerable.Range(1, orders).Select(Order).ToArray() });
        WriteRows(Enumerable.Range(1, orders).Select(id => (long)id));
    }

    public Sandbox Sandbox { get; }

    public string Journal => Path.Combine(_folder.FullName, "run.jsonl");

    /// <summary>The requests for orders that have come in so far, in all processes.</summary>
    public int OrderRequests => Sandbox.Requests.Count(request => request.Path != "/token");

    /// <summary>The orders that a run has to get an answer for, and those of them that KornitX rejects.</summary>
    public static bool IsRejected(long order) => order % EveryRejected == 0;

    /// <summary>Makes other rows the input.</summary>
    public void WriteRows(IEnumerable<long> orders) => File.WriteAllLines(
        Path.Combine(_folder.FullName, "rows.csv"),
        orders.Select(id => FormattableString.Invariant($"{id},{1000 + id},1")).Prepend("OrderId,ItemId,Quantity"));

    /// <summary>Starts a run; it goes on until it has come to its end or is killed.</summary>
    /// <param name="retryUnknown">Whether it sends again what is unknown.</param>
    /// <param name="longestFile">The most blocks of 512 octets that it may write to a file; null for any number.</param>
    public PowerShellRun Start(bool retryUnknown = false, int? longestFile = null)
    {
        string result = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        ProcessStartInfo start = _host.StartFile(
            Script,
            [
                "-Module", Checkout.Module, "-Row", Path.Combine(_folder.FullName, "rows.csv"), "-Journal", Journal,
                "-Result", result, .. retryUnknown ? ["-RetryUnknown"] : Array.Empty<string>(),
            ]);
        if (longestFile is not null)
            LimitFiles(start, longestFile.Value);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["KORNITX_CLIENT_ID"] = Sandbox.ClientId;
        start.Environment["KORNITX_CLIENT_SECRET"] = new NetworkCredential("", Sandbox.ClientSecret).Password;
        start.Environment["KORNITX_API_URI"] = Sandbox.ApiUri.AbsoluteUri;
        start.Environment["KORNITX_TOKEN_URI"] = Sandbox.TokenUri.AbsoluteUri;
        return new PowerShellRun(start, result, Patience);
    }

    /// <summary>
    /// Waits until so many requests for orders have come in since the last <see cref="Sandbox.ClearRequests"/>, or the run has
    /// ended.
    /// </summary>
    public void WaitForOrders(int count, PowerShellRun run)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (Sandbox.RequestCount < TokenRequests + count && !run.HasEnded)
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException($"{Sandbox.RequestCount} requests came in, not {count} for orders.");
            Thread.Sleep(1);
        }
    }

    /// <summary>The orders by the last state that the journal has of them; "Sending" where no outcome follows the intent.</summary>
    public Dictionary<long, string> JournalStates()
    {
        Dictionary<long, long> orders = [];
        Dictionary<long, string> states = [];
        foreach (string line in File.ReadAllLines(Journal).Skip(1))
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            long number = entry.RootElement.GetProperty("Number").GetInt64();
            if (entry.RootElement.TryGetProperty("OrderId", out JsonElement order))
                orders[number] = order.GetInt64();
            states[orders[number]] = entry.RootElement.GetProperty("State").GetString()!;
        }

        return states;
    }

    public void Dispose()
    {
        Sandbox.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void LimitFiles(ProcessStartInfo start, int blocks)
    {
        string[] command = [start.FileName, .. start.ArgumentList];
        start.FileName = "/bin/sh";
        start.ArgumentList.Clear();
        string limited = FormattableString.Invariant($"trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        foreach (string argument in (string[])["-c", limited, .. command])
            start.ArgumentList.Add(argument);
        // The runtime keeps its code in a file of 2 GB otherwise, which is more than a limit allows.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
    }

    private static SandboxOrder Order(int id) => new()
    {
        Id = id,
        Status = IsRejected(id) ? SandboxOrderStatus.Shipped : SandboxOrderStatus.New,
        // More of it than is asked for: KornitX would book the same cancellation a second time.
        Items = [new SandboxItem { Id = 1000 + id, Quantity = 9, Shipped = IsRejected(id) ? 9 : 0 }],
    };
}
