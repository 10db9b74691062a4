using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>The first line of a journal. Properties of lines have PowerShell names, because journals are read with ConvertFrom-Json.</summary>
internal sealed record HeadLine
{
    public const string Name = "KornitX.PowerShell";
    public const int CurrentVersion = 2;

    public string Journal { get; init; } = "";

    public int Version { get; init; }

    public DateTimeOffset Time { get; init; }

    public string ApiUri { get; init; } = "";

    public string ClientId { get; init; } = "";

    public static HeadLine FromAccount(JournalAccount account, DateTimeOffset now) =>
        new() { Journal = Name, Version = CurrentVersion, Time = now, ApiUri = account.ApiUri, ClientId = account.ClientId };
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
    /// <summary>How many bytes of the same write are before the line; null for the first line of a write. A reader needs it where the line before is damaged.</summary>
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
internal sealed record LongLine : JournalLine
{
    /// <summary>The length of the next line in bytes, with its line feed.</summary>
    public int Length { get; init; }
}

/// <summary>Records that a request is about to be sent.</summary>
internal sealed record IntentLine : JournalLine
{
    public string Operation { get; init; } = "";

    [JsonConverter(typeof(JsonStringEnumConverter<Addressing>))]
    public Addressing Addressing { get; init; }

    public long? OrderId { get; init; }

    public string? OrderExternalRef { get; init; }

    public string? Reference { get; init; }

    public int Occurrence { get; init; }

    public List<RequestedItem> Items { get; init; } = [];

    public static IntentLine FromRequest(long number, int occurrence, BookingRequest request, DateTimeOffset now) => new()
    {
        Number = number,
        Time = now,
        Operation = request.Operation.Name,
        Addressing = request.Order.Addressing,
        OrderId = request.Order.Id,
        OrderExternalRef = request.Order.ExternalRef,
        Reference = request.Reference,
        Occurrence = occurrence,
        Items = request.Items.Select(item => new RequestedItem { ItemId = item.Id, ItemExternalRef = item.ExternalRef, Quantity = item.Quantity }).ToList(),
    };

    /// <exception cref="ArgumentException">The line is not a valid intent.</exception>
    public OrderAddress ToAddress() => new(Addressing, OrderId, OrderExternalRef);

    /// <exception cref="ArgumentException">The line is not a valid intent.</exception>
    public BookingRequest ToRequest() => new(
        Client.Operation.Parse(Operation),
        ToAddress(),
        Reference,
        Items.ConvertAll(item => new RequestItem(item.ItemId, item.ItemExternalRef, item.Quantity)));

    internal sealed record RequestedItem
    {
        public long? ItemId { get; init; }

        public string? ItemExternalRef { get; init; }

        public int Quantity { get; init; }
    }
}

/// <summary>Records the outcome of the intent with the same number.</summary>
internal abstract record OutcomeLine : JournalLine
{
    /// <summary>The HTTP status code of the response.</summary>
    [JsonPropertyOrder(-1)]
    public int? Status { get; init; }

    /// <summary>The IDs that the server or a gateway gave the request.</summary>
    [JsonPropertyOrder(2)]
    public string? RequestIds { get; init; }

    [JsonPropertyOrder(1)]
    public string? Message { get; init; }

    public static OutcomeLine FromOutcome(long number, Outcome outcome, DateTimeOffset now)
    {
        OutcomeLine line = outcome switch
        {
            Outcome.Created created => new CreatedLine { Bookings = created.Bookings.Select(CreatedLine.Booking.FromBooking).ToList() },
            Outcome.Rejected rejected => new RejectedLine { Message = rejected.Message, IsPermission = rejected.IsPermission ? true : null },
            Outcome.NotSent notSent => new NotSentLine { Reason = notSent.Reason, Message = notSent.Message },
            Outcome.Unknown unknown => new UnknownLine { Message = unknown.Message },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
        return line with { Number = number, Time = now, Status = outcome.StatusCode, RequestIds = outcome.Trace?.RequestIds };
    }

    /// <summary>Returns the outcome, without its trace.</summary>
    public abstract Outcome ToOutcome();

    /// <summary>Returns what KornitX support needs to find the request.</summary>
    public RequestTrace ToTrace(DateTimeOffset sentAt, Uri address) => new(sentAt, address, Show(RequestIds));
}

/// <summary>Records that KornitX booked the request.</summary>
internal sealed record CreatedLine : OutcomeLine
{
    public List<Booking> Bookings { get; init; } = [];

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

    public override Outcome ToOutcome() => new Outcome.Created(Bookings.ConvertAll(booking =>
        new Client.Booking(booking.Id, booking.Items.ConvertAll(item => new BookedLine(item.ItemId, item.OrderId, item.LineQuantity)))));

    internal sealed record Booking
    {
        public long? Id { get; init; }

        public List<BookedItem> Items { get; init; } = [];

        public static Booking FromBooking(Client.Booking booking) => new()
        {
            Id = booking.Id,
            Items = booking.Items.Select(item => new BookedItem { ItemId = item.ItemId, OrderId = item.OrderId, LineQuantity = item.LineQuantity }).ToList(),
        };
    }

    internal sealed record BookedItem
    {
        public long? ItemId { get; init; }

        public long? OrderId { get; init; }

        public long? LineQuantity { get; init; }
    }
}

/// <summary>Records that KornitX rejected the request.</summary>
internal sealed record RejectedLine : OutcomeLine
{
    public bool? IsPermission { get; init; }

    public override Outcome ToOutcome() => new Outcome.Rejected(Status ?? 0, Show(Message)) { IsPermission = IsPermission == true };
}

/// <summary>Records that the request was not sent, or definitely had no effect.</summary>
internal sealed record NotSentLine : OutcomeLine
{
    [JsonConverter(typeof(JsonStringEnumConverter<NotSentReason>))]
    public NotSentReason Reason { get; init; }

    public override Outcome ToOutcome() => new Outcome.NotSent(Reason, Show(Message) ?? "") { StatusCode = Status };
}

/// <summary>Records that it is not known whether the request was booked.</summary>
internal sealed record UnknownLine : OutcomeLine
{
    public override Outcome ToOutcome() => new Outcome.Unknown(Show(Message) ?? "") { StatusCode = Status };
}

/// <summary>Records an operator's settlement of the order whose last intent has the number.</summary>
internal sealed record SettlementLine : JournalLine
{
    public bool IsBooked { get; init; }

    public long? BookingId { get; init; }

    public string SettledBy { get; init; } = "";

    public string? Reason { get; init; }

    public static SettlementLine FromSettlement(long number, Settlement settlement, DateTimeOffset now) => new()
    {
        Number = number,
        Time = now,
        IsBooked = settlement.IsBooked,
        BookingId = settlement.BookingId,
        SettledBy = settlement.By,
        Reason = settlement.Reason,
    };

    public Settlement ToSettlement() => new(IsBooked, BookingId, Show(SettledBy) ?? "", Show(Reason)) { At = Time };
}

/// <summary>Source-generated serializers for the lines of a journal.</summary>
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

    public static byte[] Write(HeadLine line) => JsonSerializer.SerializeToUtf8Bytes(line, Lines.HeadLine);

    public static byte[] Write(JournalLine line) => JsonSerializer.SerializeToUtf8Bytes(line, Lines.JournalLine);

    /// <exception cref="JsonException">It is not a line of a journal.</exception>
    public static HeadLine ReadHead(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize(line, Lines.HeadLine) ?? throw new JsonException("The line is null.");

    /// <exception cref="JsonException">It is not a line of a journal.</exception>
    public static JournalLine Read(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize(line, Lines.JournalLine) ?? throw new JsonException("The line is null.");
}
