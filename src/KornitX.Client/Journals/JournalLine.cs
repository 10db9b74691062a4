using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>
/// One line of a journal: the head, an intent ("Sending": the request is about to leave), or what became of the intent
/// of that number. Names are PowerShell's, since people read it with ConvertFrom-Json.
/// </summary>
internal sealed class JournalLine
{
    public const string Name = "KornitX.PowerShell";
    public const int CurrentVersion = 1;
    public const string Sending = "Sending";

    public string? Journal { get; set; }

    public int? Version { get; set; }

    public string? State { get; set; }

    public long? Number { get; set; }

    public DateTimeOffset? Time { get; set; }

    public string? Operation { get; set; }

    public string? Addressing { get; set; }

    public long? OrderId { get; set; }

    public string? OrderExternalRef { get; set; }

    public string? Reference { get; set; }

    public int? Occurrence { get; set; }

    public List<Item>? Items { get; set; }

    public List<BookingLine>? Bookings { get; set; }

    public int? Status { get; set; }

    public bool? IsPermission { get; set; }

    public string? Reason { get; set; }

    public string? Message { get; set; }

    public static JournalLine Head(DateTimeOffset now) => new() { Journal = Name, Version = CurrentVersion, Time = now };

    public static JournalLine Intent(long number, OrderKey key, OrderRequest request, DateTimeOffset now) => new()
    {
        State = Sending,
        Number = number,
        Time = now,
        Operation = request.Operation.Name,
        Addressing = request.Order.Addressing.ToString(),
        OrderId = request.Order.Id,
        OrderExternalRef = request.Order.ExternalRef,
        Reference = request.Reference,
        Occurrence = key.Occurrence,
        Items = request.Items.Select(item => new Item { ItemId = item.Id, ItemExternalRef = item.ExternalRef, Quantity = item.Quantity }).ToList(),
    };

    public static JournalLine Known(long number, Outcome outcome, DateTimeOffset now)
    {
        JournalLine line = new() { Number = number, Time = now };
        switch (outcome)
        {
            case Outcome.Created created:
                line.State = nameof(Outcome.Created);
                line.Bookings = created.Bookings.Select(BookingLine.Of).ToList();
                break;
            case Outcome.Rejected rejected:
                line.State = nameof(Outcome.Rejected);
                line.Status = rejected.Status;
                line.IsPermission = rejected.IsPermission ? true : null;
                line.Message = rejected.Message;
                break;
            case Outcome.NotSent notSent:
                line.State = nameof(Outcome.NotSent);
                line.Reason = notSent.Reason.ToString();
                line.Message = notSent.Message;
                break;
            case Outcome.Unknown unknown:
                line.State = nameof(Outcome.Unknown);
                line.Message = unknown.Message;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome));
        }

        return line;
    }

    /// <summary>The order that an intent is about.</summary>
    /// <exception cref="FormatException">The line is not an intent that this module writes.</exception>
    public (OrderKey Key, OrderRequest Request) ReadIntent()
    {
        try
        {
            if (Items?.Contains(null!) == true)
                throw new FormatException("An item that is null.");
            OrderAddress order = new(Parse<Addressing>(Addressing), OrderId, OrderExternalRef);
            OrderRequest request = new(
                Client.Operation.Parse(Operation ?? ""),
                order,
                Reference,
                (Items ?? []).ConvertAll(item => new OrderItem(item.ItemId, item.ItemExternalRef, item.Quantity)));
            return (new OrderKey(request.Operation, order, Reference, Occurrence ?? 1), request);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>What became of an intent.</summary>
    /// <exception cref="FormatException">The line is not an outcome that this module writes.</exception>
    public Outcome ReadOutcome() => State switch
    {
        nameof(Outcome.Created) when Bookings is { Count: > 0 } && Bookings.TrueForAll(booking => booking?.Items?.Contains(null!) == false) => new Outcome.Created(Bookings.ConvertAll(booking => booking.Read())),
        nameof(Outcome.Rejected) when Status is { } status => new Outcome.Rejected(status, Message) { IsPermission = IsPermission == true },
        nameof(Outcome.NotSent) => new Outcome.NotSent(Parse<NotSentReason>(Reason), Message ?? ""),
        nameof(Outcome.Unknown) => new Outcome.Unknown(Message ?? ""),
        _ => throw new FormatException($"'{DisplayText.Of(State)}' is not a state."),
    };

    private static T Parse<T>(string? text)
        where T : struct =>
        Enum.TryParse(text, out T value) && value.ToString() == text ? value : throw new FormatException($"'{DisplayText.Of(text)}' is not expected.");

    internal sealed class Item
    {
        public long? ItemId { get; set; }

        public string? ItemExternalRef { get; set; }

        public int Quantity { get; set; }
    }

    internal sealed class BookingLine
    {
        public long Id { get; set; }

        public List<LineItem> Items { get; set; } = [];

        public static BookingLine Of(Booking booking) => new()
        {
            Id = booking.Id,
            Items = booking.Items.Select(item => new LineItem { ItemId = item.ItemId, OrderId = item.OrderId, LineQuantity = item.LineQuantity }).ToList(),
        };

        public Booking Read() => new(Id, Items.ConvertAll(item => new BookedItem(item.ItemId, item.OrderId, item.LineQuantity)));
    }

    internal sealed class LineItem
    {
        public long? ItemId { get; set; }

        public long? OrderId { get; set; }

        public long? LineQuantity { get; set; }
    }
}

/// <summary>Readers and writers of a journal's lines, made at compile time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>References in a journal read as they are; the line is not meant for HTML.</summary>
    public static readonly JournalJson Lines = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
