using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KornitX.Client;

namespace KornitX.Demo;

/// <summary>Sends the requests of session.ps1 with the .NET client, if there is no PowerShell.</summary>
internal sealed class ClientStory : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.Start();
    private readonly KornitXClient _client;

    private ClientStory() => _client = new KornitXClient(
        new KornitXClientOptions { ApiUri = _sandbox.ApiUri, TokenUri = _sandbox.TokenUri },
        new NetworkCredential(_sandbox.ClientId, _sandbox.ClientSecret));

    /// <summary>The exit code: 0 if all steps had the expected effect.</summary>
    public static async Task<int> PlayAsync()
    {
        using ClientStory story = new();
        try
        {
            await story.TellAsync();
            return 0;
        }
        catch (InvalidOperationException notAsTold)
        {
            Console.Error.WriteLine(notAsTold.Message);
            return 1;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _sandbox.Dispose();
    }

    private async Task TellAsync()
    {
        Heading($"A sandbox at {_sandbox.ApiUri}, and a token for each operation");
        foreach (Operation operation in new[] { Operation.Cancellation, Operation.Return })
        {
            TokenGrant grant = await _client.RequestTokenAsync(operation);
            Console.WriteLine($"{operation}: {(grant.Granted ? "granted" : grant.Refusal!.Message)}");
            Check(grant.Granted, $"the {operation} scope is granted");
        }

        Heading("One item of an order");
        await SendAsync(new BookingRequest(Operation.Cancellation, OrderAddress.ById(45453571), null, [Item(12345678, 1)]));
        CheckBooked(1);

        Heading("Several items, in one request");
        await SendAsync(new BookingRequest(
            Operation.Return, OrderAddress.ById(45453572), "RMA-1001", [Item(12345680, 1), Item(12345681, 2)]));
        CheckBooked(2);

        Heading("A CSV file: one request per order");
        await CancelAsync("cancellations.csv");
        CheckBooked(4);

        Heading("An invalid row holds back its order; the other orders are sent");
        await CancelAsync("bad-row.csv");
        CheckBooked(5);

        Heading("KornitX books a return, and the connection is lost before the response arrives");
        _sandbox.AddFault(new SandboxFault(SandboxFaultKind.DropAfterBooking) { Order = "45453578" });
        Outcome lost = await SendAsync(new BookingRequest(
            Operation.Return, OrderAddress.ById(45453578), "RMA-1002", [Item(12345693, 1)]));
        Check(lost is Outcome.Unknown, "the outcome is unknown after a lost response");

        Heading("It was sent once, and booked once");
        List<SandboxRequest> sent = _sandbox.Requests.Where(request => request.Path.Contains("45453578", StringComparison.Ordinal)).ToList();
        sent.ForEach(request => Console.WriteLine($"{request.Method} {request.Path}: booked as {request.BookingId}, then {request.Fault}"));
        Check(sent.Count == 1, "the lost return was sent once");
        Check(_sandbox.Bookings.Count(booking => booking.OrderId == 45453578) == 1, "the lost return was booked once");
        CheckBooked(6);
    }

    private async Task CancelAsync(string csv)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Checkout.Root, "src", "KornitX.Demo", csv));
        Console.WriteLine(string.Join(Environment.NewLine, lines));

        RowReader reader = new(Operation.Cancellation, new OrderDefaults(null, null, null));
        OrderBatch batch = new(Operation.Cancellation);
        string[] columns = lines[0].Split(',');
        for (int number = 1; number < lines.Length; number++)
        {
            Row row = new(number);
            foreach ((string column, string cell) in columns.Zip(lines[number].Split(',')))
            {
                if (Fields.TryParse(column, out Field field))
                    row.Add(field, column, cell);
            }

            if (reader.Read(row, out ParsedRow good) is { } problem)
            {
                Console.WriteLine(problem.Message);
                batch.AddBad(problem);
            }
            else
            {
                batch.Add(row, good);
            }
        }

        foreach (BatchedOrder order in batch.Orders())
        {
            if (order.IsHeldBack)
                Console.WriteLine($"{order.Request.Order} is held back: not sent, because another of its rows is bad");
            else
                await SendAsync(order.Request);
        }
    }

    private async Task<Outcome> SendAsync(BookingRequest request)
    {
        Console.Write($"{request.Operation}, {request.Order} (items: {request.Items.Count}, units: {request.Units}): ");
        Outcome outcome = await _client.SendAsync(request);
        Console.WriteLine(outcome switch
        {
            Outcome.Created created => $"created as {string.Join(", ", created.Bookings.Select(booking => booking.Id))}",
            Outcome.Rejected rejected => $"rejected ({rejected.Status}): {rejected.Message}",
            Outcome.NotSent notSent => $"not sent: {notSent.Message}",
            Outcome.Unknown unknown => $"may have been booked, and is not sent again: {unknown.Message}",
            _ => outcome.ToString(),
        });
        return outcome;
    }

    private void CheckBooked(int count) =>
        Check(_sandbox.Bookings.Count == count, $"the sandbox has {count} bookings, not {_sandbox.Bookings.Count}");

    private static void Check(bool fact, string meaning)
    {
        if (!fact)
            throw new InvalidOperationException($"The demo expected that {meaning}.");
    }

    private static void Heading(string text) => Console.WriteLine($"{Environment.NewLine}# {text}");

    private static RequestItem Item(long id, int quantity) => new(id, null, quantity);
}
