using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>
/// The first line of a journal. Properties of lines have PowerShell names, because users read journals with ConvertFrom-Json.
/// </summary>
internal sealed record HeadLine(string Journal, int Version, DateTimeOffset Time, string ApiUri, string ClientId)
{
    public const string Name = "KornitX.PowerShell";
    public const int CurrentVersion = 2;
}

/// <summary>A line after the first. Its State in the file is the text below, whatever its type is called.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "State")]
[JsonDerivedType(typeof(IntentLine), "Sending")]
[JsonDerivedType(typeof(CreatedLine), "Created")]
[JsonDerivedType(typeof(RejectedLine), "Rejected")]
[JsonDerivedType(typeof(NotSentLine), "NotSent")]
[JsonDerivedType(typeof(UnknownLine), "Unknown")]
[JsonDerivedType(typeof(SettlementLine), "Settled")]
[JsonDerivedType(typeof(LongLine), "Long")]
internal abstract record JournalLine
{
    /// <summary>
    /// How many bytes of the same write are before the line; null for the first line of a write. A reader needs it where the line
    /// before is damaged.
    /// </summary>
    [JsonPropertyOrder(-4)]
    public int? WriteOffset { get; init; }

    /// <summary>The number of the intent that the line is, or is about.</summary>
    [JsonPropertyOrder(-3)]
    public long Number { get; init; }

    [JsonPropertyOrder(-2)]
    public DateTimeOffset Time { get; init; }

    /// <summary>Makes a text safe to show, because another program may have written the file.</summary>
    protected static string? Show(string? text) => DisplayText.Sanitize(text, 4 * DisplayText.Longest);
}

/// <summary>Announces a line that is longer than a write usually is.</summary>
/// <param name="Length">The length of the next line in bytes, with its line feed.</param>
internal sealed record LongLine(int Length) : JournalLine;

/// <summary>Records that a request is about to be sent.</summary>
internal sealed record IntentLine(
    string Operation,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Addressing>))] Addressing Addressing,
    long? OrderId,
    string? OrderExternalRef,
    string? Reference,
    int Occurrence,
    IReadOnlyList<IntentLine.Item> Items) : JournalLine
{
    public static IntentLine FromRequest(BookingRequest request, int occurrence) => new(
        request.Operation.Name,
        request.Order.Addressing,
        request.Order.Id,
        request.Order.ExternalRef,
        request.Reference,
        occurrence,
        request.Items.Select(item => new Item(item.Id, item.ExternalRef, item.Quantity)).ToList());

    /// <exception cref="ArgumentException">The line is not a valid intent.</exception>
    public OrderAddress ToAddress() => new(Addressing, OrderId, OrderExternalRef);

    /// <exception cref="ArgumentException">The line is not a valid intent.</exception>
    public BookingRequest ToRequest() => new(
        Client.Operation.Parse(Operation),
        ToAddress(),
        Reference,
        Items.Select(item => new RequestItem(item.ItemId, item.ItemExternalRef, item.Quantity)).ToList());

    internal sealed record Item(long? ItemId, string? ItemExternalRef, int Quantity);
}

/// <summary>Records the outcome of the intent with the same number.</summary>
internal abstract record OutcomeLine : JournalLine
{
    [JsonPropertyOrder(-1)]
    public int? Status { get; init; }

    /// <summary>The IDs that the server or a gateway gave the request.</summary>
    [JsonPropertyOrder(2)]
    public string? RequestIds { get; init; }

    [JsonPropertyOrder(1)]
    public string? Message { get; init; }

    public static OutcomeLine FromOutcome(Outcome outcome)
    {
        OutcomeLine line = outcome switch
        {
            Outcome.Created created => new CreatedLine(created.Bookings),
            Outcome.Rejected rejected => new RejectedLine(rejected.IsPermission ? true : null) { Message = rejected.Message },
            Outcome.NotSent notSent => new NotSentLine(notSent.Reason) { Message = notSent.Message },
            Outcome.Unknown unknown => new UnknownLine { Message = unknown.Message },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
        return line with { Status = outcome.StatusCode, RequestIds = outcome.Trace?.RequestIds };
    }

    /// <summary>Returns the outcome, without its trace.</summary>
    public Outcome ToOutcome() => this switch
    {
        CreatedLine created => new Outcome.Created(created.Bookings),
        RejectedLine rejected => new Outcome.Rejected(Status ?? 0, Show(Message)) { IsPermission = rejected.IsPermission == true },
        NotSentLine notSent => new Outcome.NotSent(notSent.Reason, Show(Message) ?? "") { StatusCode = Status },
        _ => new Outcome.Unknown(Show(Message) ?? "") { StatusCode = Status },
    };

    public string? ToRequestIds() => Show(RequestIds);
}

internal sealed record CreatedLine(IReadOnlyList<Booking> Bookings) : OutcomeLine
{
    /// <summary>The order ID in the response; null if it has none, or several different ones.</summary>
    [JsonIgnore]
    public long? OrderId
    {
        get
        {
            long[] ids = Bookings.SelectMany(booking => booking.Items).Select(item => item.OrderId).OfType<long>().Distinct().ToArray();
            return ids.Length == 1 && ids[0] > 0 ? ids[0] : null;
        }
    }
}

internal sealed record RejectedLine(bool? IsPermission) : OutcomeLine;

/// <summary>Records that the request was not sent, or definitely had no effect.</summary>
internal sealed record NotSentLine(
    [property: JsonConverter(typeof(JsonStringEnumConverter<NotSentReason>))] NotSentReason Reason) : OutcomeLine;

internal sealed record UnknownLine : OutcomeLine;

/// <summary>Records an operator's settlement of the order whose last intent has the number.</summary>
internal sealed record SettlementLine(bool IsBooked, long? BookingId, string SettledBy, string? Reason) : JournalLine
{
    public Settlement ToSettlement() => new(IsBooked, BookingId, Show(SettledBy) ?? "", Show(Reason)) { At = Time };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeadLine))]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>Without the escapes for HTML, so that references are readable in the file.</summary>
    private static readonly JournalJson Lines = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <typeparam name="T">HeadLine or JournalLine.</typeparam>
    public static byte[] Write<T>(T line) => JsonSerializer.SerializeToUtf8Bytes(line, typeof(T), Lines);

    /// <typeparam name="T">HeadLine or JournalLine.</typeparam>
    /// <exception cref="JsonException">It is not such a line.</exception>
    public static T Read<T>(ReadOnlySpan<byte> line)
        where T : class => JsonSerializer.Deserialize(line, typeof(T), Lines) as T ?? throw new JsonException("The line is null.");

    /// <summary>
    /// Whether an exception from reading a line or using its values means that the line is invalid: whatever a line throws, unless the
    /// file or the memory failed.
    /// </summary>
    public static bool IsInvalidLine(Exception exception) =>
        exception is not (IOException or UnauthorizedAccessException or JournalException or OutOfMemoryException);
}
