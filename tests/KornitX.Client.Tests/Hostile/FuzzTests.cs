using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using KornitX.Client.Tests.Journals;
using Microsoft.Extensions.DependencyInjection;
using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Hostile;

/// <summary>
/// Corrupted responses, rows and journals: 100,000 in all, or KORNITX_FUZZ_COUNT, from the seed in
/// KORNITX_FUZZ_SEED. A failure shows the seed, the number and the input.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const string Secret = "s3cr3t&w0rd";

    private static readonly int Total = Setting("KORNITX_FUZZ_COUNT", 100_000);

    private static readonly int Seed = Setting("KORNITX_FUZZ_SEED", 20260301);

    private static readonly byte[][] Answers =
    [
        .. new[]
        {
            """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]""",
            """[{"id":254001,"items":[{"id":"12345678","order_id":45453571,"quantity":5},{"id":1}]},{"id":"254002","items":null}]""",
            """{"error":{"message":"Invalid order status","code":0}}""",
            """{"error":{"message":"Permission denied (api-sl-2-3.order-cancellation.create)","code":0}}""",
            """{"error":{"message":"Too many requests per hour","code":0}}""",
            """{"error":"invalid_client","error_description":"You sent s3cr3t&w0rd or s3cr3t%26w0rd or s3cr3t\u0026w0rd"}""",
            """{"error":"invalid_scope"}""",
            """{"token_type":"Bearer","expires_in":3600,"access_token":"abc.def-123","scope":"api-sl-2-3.order-cancellation.create"}""",
            """{"message":"s3cr3t&w0rd"}""",
            "<html><body>You sent s3cr3t&amp;w0rd</body></html>",
            "",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly int[] Statuses =
    [
        100, 200, 200, 200, 201, 204, 299, 301, 302, 307, 400, 400, 400, 401, 403, 404, 408, 409, 422, 429, 499, 500, 502, 503, 503, 504,
        599, 999,
    ];

    private static readonly string[] Waits =
        ["1", "0", "-1", "3600", "99999999999", "Wed, 21 Oct 2026 07:28:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "soon", ""];

    [Fact]
    public void API_responses() => Fuzz(0.40, (random, mutation) =>
    {
        int status = Statuses[random.Next(Statuses.Length)];
        byte[] body = mutation.Of(Answers);
        TimeSpan? wait = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(7_200)) : null;
        string input = $"{status} {wait} {Encoding.UTF8.GetString(body)}";

        return (input, () =>
        {
            IsFit(
                status,
                wait,
                body,
                OutcomeClassifier.Classify(
                    Rig.Request,
                    new ExchangeResult(new SecretGuard(() => [Secret]))
                    {
                        Status = status,
                        Body = body,
                        RetryAfter = wait,
                        BodyStarted = true,
                    }));
            return Task.CompletedTask;
        });
    });

    [Fact]
    public void Token_responses() => Fuzz(0.20, (random, mutation) =>
    {
        HttpStatusCode status = (HttpStatusCode)Statuses[random.Next(1, Statuses.Length)];
        byte[] body = mutation.Of(Answers);
        string[] waits = [.. Enumerable.Range(0, random.Next(3)).Select(_ => mutation.Of(Waits))];
        string input = $"{(int)status} {string.Join('|', waits)} {Encoding.UTF8.GetString(body)}";

        return (input, async () =>
        {
            using Canned canned = new(() =>
            {
                HttpResponseMessage answer = new(status) { Content = new ByteArrayContent(body) };
                foreach (string wait in waits)
                    answer.Headers.TryAddWithoutValidation("Retry-After", wait);
                return answer;
            });
            TokenEndpoint endpoint = new(
                new HttpExchanger(canned.Services, ClientProxy.FromSystem(null), TimeSpan.FromSeconds(100), TimeProvider.System),
                new Uri("https://kornitx.example/token"),
                new NetworkCredential("client", Secret),
                TimeProvider.System);

            TokenGrant result = await endpoint.RequestAsync(Operation.Cancellation, null, CancellationToken.None);

            Assert.True(result.Token is null ^ result.Failure is null);
            if (result.Token is { } token)
            {
                Assert.InRange((int)status, 200, 299);
                Assert.Matches("^[!-~]+$", token.Value);
                return;
            }

            Assert.Contains(
                result.Failure!.Reason,
                new[]
                {
                    NotSentReason.Unreachable, NotSentReason.RateLimited, NotSentReason.AuthenticationFailed,
                    NotSentReason.PermissionDenied,
                });
            Assert.False(result.RetryAfter < TimeSpan.Zero);
            IsSafe(result.Failure.Message);
        });
    });

    [Fact]
    public void Raw_responses_over_a_socket()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Token(Secret));
        Fuzz(0.02, (random, mutation) =>
        {
            byte[] body = mutation.Of(Answers);
            byte[] whole =
            [
                .. mutation.Of(
                    Encoding.UTF8.GetBytes(
                        $"HTTP/1.1 {Statuses[random.Next(1, Statuses.Length)]} Whatever\r\nContent-Type: application/json\r\n"
                            + $"Content-Length: {body.Length}\r\n"),
                    Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n"),
                    Encoding.UTF8.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nRetry-After: 1\r\nSet-Cookie: a=b\r\nLocation: /\r\n"),
                    Encoding.UTF8.GetBytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nRetry-After: 1\r\n")),
                .. "\r\n"u8, .. body,
            ];
            rig.Api.Answers(new Answer { Bytes = whole }.ThenClose());

            // The rig waits for an outcome, but not forever.
            return (Encoding.Latin1.GetString(whole), async () => IsSafe(await rig.SendAsync()));
        });
    }

    [Fact]
    public void Rows() => Fuzz(0.35, (random, mutation) =>
    {
        List<GeneratedRow.Cell> cells = [];
        foreach ((Field field, string name, string[] good) in new[]
        {
            (Field.OrderId, "OrderId", new[] { "45453571", "1", "9223372036854775807", "" }),
            (Field.OrderExternalRef, "OrderExternalRef", ["POS-584551", "..", ""]),
            (Field.ItemId, "id", ["12345678", "007", ""]),
            (Field.ItemExternalRef, "external_ref", ["ABCD", ""]),
            (Field.Combined, "combined", ["", "", "", "ABCD-12345678"]),
            (Field.Quantity, "Quantity", ["1", "2147483647"]),
            (Field.Reference, "Reference", ["R-1", ""]),
        })
        {
            // Most cells are not changed, or no row would be valid.
            cells.Add(new GeneratedRow.Cell(field, name, random.Next(4) == 0 ? mutation.Of(good) : good[random.Next(good.Length)]));
        }

        GeneratedRow row = new(cells);
        Operation operation = random.Next(2) == 0 ? Operation.Cancellation : Operation.Return;
        return ($"{operation} {row}", () =>
        {
            RowInvariant.Holds(operation, row);
            return Task.CompletedTask;
        });
    });

    [Fact]
    public void Journals()
    {
        string[] lines =
        [
            """{"Journal":"KornitX.PowerShell","Version":2,"ApiUri":"https://api.example/","ClientId":"client"}""",
            """{"State":"Sending","Number":1,"Time":"2026-01-01T12:00:00+00:00","Operation":"Cancellation","Addressing":"Id","OrderId":"""
                + """1,"Occurrence":1,"Items":[{"ItemId":2,"Quantity":3}]}""",
            """{"State":"Sending","Number":2,"Time":"2026-01-01T12:00:00+00:00","Operation":"Return","Addressing":"Combined","OrderId":"""
                + """1,"OrderExternalRef":"A","Reference":"R","Occurrence":1,"Items":[{"ItemId":2,"ItemExternalRef":"B","Quantity":3}]}""",
            """{"State":"Created","Number":1,"Time":"2026-01-01T12:00:01+00:00","Bookings":"""
                + """[{"Id":254001,"Items":[{"ItemId":2,"OrderId":1,"LineQuantity":5}]}]}""",
            """{"State":"Rejected","Number":2,"Time":"2026-01-01T12:00:01+00:00","Status":400,"Message":"No"}""",
        ];
        byte[] good = Seal(string.Join("\n", lines) + "\n");
        Assert.Equal(2, ReadAll(good).Count);

        Fuzz(0.03, (_, mutation) =>
        {
            byte[] bytes = mutation.Of(good);
            return (Encoding.UTF8.GetString(bytes), () =>
            {
                try
                {
                    FakeJournalFile file = new(bytes);
                    JournalScan read = JournalScan.Open("run.jsonl", file, null);
                    Assert.InRange(read.Length, 0, bytes.Length);
                    // What the index takes can be read whole.
                    Assert.All(read.Orders.All, order => read.Orders.Read(order));
                }
                catch (JournalException exception)
                {
                    Assert.Equal(JournalFault.Corrupt, exception.Fault);
                }

                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Tries its share of the inputs.</summary>
    /// <param name="share">The share.</param>
    /// <param name="make">Makes an input, with the words that show it and what tries it.</param>
    private void Fuzz(double share, Func<Random, Mutation, (string Input, Func<Task> Try)> make)
    {
        int count = (int)(Total * share);
        output.WriteLine($"{count} inputs from seed {Seed}");
        for (int i = 0; i < count; i++)
        {
            // Spread, so that the inputs of two seeds are not the same ones in another order.
            Random random = new((int)(((((ulong)Seed << 32) | (uint)i) * 0x9E3779B97F4A7C15) >> 33));
            (string input, Func<Task> attempt) = make(random, new Mutation(random));
            try
            {
                attempt().GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {Seed}, input {i}: {JsonSerializer.Serialize(input)}", exception);
            }
        }
    }

    /// <summary>Asserts that the outcome matches the status, and is Created only for a booking.</summary>
    private static void IsFit(int status, TimeSpan? wait, byte[] body, Attempt attempt)
    {
        switch (attempt.Outcome)
        {
            case Outcome.Created created:
                Assert.InRange(status, 200, 299);
                Assert.Equal(Ids(body), created.Bookings.Select(booking => (BigInteger)booking.Id!.Value));
                break;
            case Outcome.Rejected rejected:
                Assert.InRange(status, 400, 499);
                Assert.Equal(status, rejected.Status);
                break;
            case Outcome.NotSent { Reason: NotSentReason.AuthenticationFailed }:
                Assert.Equal(401, status);
                break;
            case Outcome.NotSent { Reason: NotSentReason.RateLimited }:
                Assert.True(status is 400 or 429);
                break;
            case Outcome.NotSent { Reason: NotSentReason.Unreachable }:
                Assert.Equal(407, status);
                break;
            default:
                Assert.IsType<Outcome.Unknown>(attempt.Outcome);
                Assert.False(status is >= 400 and < 500 and not (408 or 460 or 499));
                break;
        }

        Assert.Equal(
            attempt.Outcome is Outcome.NotSent && !(wait > TimeSpan.FromHours(1) && status != 401), attempt.Resend != Resend.Never);
        IsSafe(attempt.Outcome.Describe());
    }

    /// <summary>The ids of the bookings that a body holds; none where it holds anything else.</summary>
    private static IEnumerable<BigInteger> Ids(byte[] body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return [.. document.RootElement.EnumerateArray().Select(booking => booking.GetProperty("id")).Select(id =>
            BigInteger.Parse(
                id.ValueKind == JsonValueKind.String ? id.GetString()! : id.GetRawText(),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture))];
    }

    /// <summary>Whether what a person sees is one line, not endless, and without the secret.</summary>
    private static void IsSafe(string text)
    {
        Assert.DoesNotContain(text, c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202E' or '\uFEFF');
        Assert.InRange(text.Length, 1, 100_000);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(Secret), text, StringComparison.Ordinal);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
            : otherwise;

    /// <summary>A client that gets each response from a function, without a network.</summary>
    private sealed class Canned(Func<HttpResponseMessage> answer) : HttpMessageHandler, IHttpMessageHandlerFactory
    {
        public IServiceProvider Services => new ServiceCollection().AddSingleton<IHttpMessageHandlerFactory>(this).BuildServiceProvider();

        public HttpMessageHandler CreateHandler(string name) => this;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.LoadIntoBufferAsync();
            return answer();
        }
    }
}
