using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>The first line of a journal. Its properties have PowerShell names, because journals are read with ConvertFrom-Json.</summary>
internal sealed record HeadLine
{
    public const string Name = "KornitX.PowerShell";
    public const int CurrentVersion = 1;

    public string? Journal { get; init; }

    public int? Version { get; init; }

    public DateTimeOffset? Time { get; init; }

    public string? ApiUri { get; init; }

    public string? ClientId { get; init; }

    public static HeadLine Of(JournalAccount account, DateTimeOffset now) => new()
    {
        Journal = Name,
        Version = CurrentVersion,
        Time = now,
        ApiUri = account.ApiUri,
        ClientId = account.ClientId,
    };
}

/// <summary>Records that a request is about to be sent.</summary>
internal sealed record IntentLine
{
    public const string Sending = "Sending";

    public string? State { get; init; }

    public long? Number { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>The position in the file where the write of this line began. Everything before it was on disk.</summary>
    public long? Batch { get; init; }

    public string? Operation { get; init; }

    public string? Addressing { get; init; }

    public long? OrderId { get; init; }

    public string? OrderExternalRef { get; init; }

    public string? Reference { get; init; }

    public int? Occurrence { get; init; }

    public List<Item>? Items { get; init; }

    public static IntentLine Of(long number, int occurrence, BookingRequest request, long batch, DateTimeOffset now) => new()
    {
        State = Sending,
        Number = number,
        Time = now,
        Batch = batch,
        Operation = request.Operation.Name,
        Addressing = request.Order.Addressing.ToString(),
        OrderId = request.Order.Id,
        OrderExternalRef = request.Order.ExternalRef,
        Reference = request.Reference,
        Occurrence = occurrence,
        Items = request.Items.Select(item => new Item { ItemId = item.Id, ItemExternalRef = item.ExternalRef, Quantity = item.Quantity }).ToList(),
    };

    /// <summary>Returns the request.</summary>
    /// <exception cref="FormatException">The line is not a valid intent.</exception>
    public BookingRequest ToRequest()
    {
        try
        {
            OrderAddress order = new(JournalText.Parse<Addressing>(Addressing), OrderId, OrderExternalRef);
            return new BookingRequest(
                Client.Operation.Parse(Operation ?? ""),
                order,
                Reference,
                (Items ?? []).ConvertAll(item => item is null
                    ? throw new FormatException("An item that is null.")
                    : new RequestItem(item.ItemId, item.ItemExternalRef, item.Quantity)));
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    internal sealed record Item
    {
        public long? ItemId { get; init; }

        public string? ItemExternalRef { get; init; }

        public int Quantity { get; init; }
    }
}

/// <summary>Records the outcome of the intent with the same number.</summary>
internal sealed record OutcomeLine
{
    public string? State { get; init; }

    public long? Number { get; init; }

    public DateTimeOffset? Time { get; init; }

    public long? Batch { get; init; }

    public List<BookingLine>? Bookings { get; init; }

    public int? Status { get; init; }

    public bool? IsPermission { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }

    public static OutcomeLine Of(long number, Outcome outcome, long batch, DateTimeOffset now)
    {
        OutcomeLine line = new() { State = (outcome is Outcome.NotSent ? OrderState.NotSent : outcome.State).ToString(), Number = number, Time = now, Batch = batch };
        return outcome switch
        {
            Outcome.Created created => line with { Bookings = created.Bookings.Select(BookingLine.Of).ToList() },
            Outcome.Rejected rejected => line with
            {
                Status = rejected.Status,
                IsPermission = rejected.IsPermission ? true : null,
                Message = rejected.Message,
            },
            Outcome.NotSent notSent => line with { Reason = notSent.Reason.ToString(), Message = notSent.Message },
            Outcome.Unknown unknown => line with { Message = unknown.Message },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    /// <summary>Returns the outcome. Its texts are made safe to show, because the file may have been edited.</summary>
    /// <exception cref="FormatException">The line is not a valid outcome.</exception>
    public Outcome ToOutcome() => State switch
    {
        nameof(Outcome.Created) when Bookings is not null => new Outcome.Created(Bookings.ConvertAll(booking => booking?.ToBooking() ?? throw new FormatException("An empty booking."))),
        nameof(Outcome.Rejected) when Status is { } status => new Outcome.Rejected(status, JournalText.Show(Message)) { IsPermission = IsPermission == true },
        nameof(Outcome.NotSent) => new Outcome.NotSent(JournalText.Parse<NotSentReason>(Reason), JournalText.Show(Message) ?? ""),
        nameof(Outcome.Unknown) => new Outcome.Unknown(JournalText.Show(Message) ?? ""),
        _ => throw new FormatException($"'{DisplayText.Sanitize(State)}' is not a state."),
    };

    internal sealed record BookingLine
    {
        public long Id { get; init; }

        public List<LineItem> Items { get; init; } = [];

        public static BookingLine Of(Booking booking) => new()
        {
            Id = booking.Id ?? 0,
            Items = booking.Items.Select(item => new LineItem { ItemId = item.ItemId, OrderId = item.OrderId, LineQuantity = item.LineQuantity }).ToList(),
        };

        public Booking ToBooking() => Items is null || Items.Contains(null!)
            ? throw new FormatException("A booking without its items.")
            : new(Id, Items.ConvertAll(item => new BookedLine(item.ItemId, item.OrderId, item.LineQuantity)));
    }

    internal sealed record LineItem
    {
        public long? ItemId { get; init; }

        public long? OrderId { get; init; }

        public long? LineQuantity { get; init; }
    }
}

/// <summary>Records a person's settlement of the unknown order whose last intent has the number.</summary>
internal sealed record SettlementLine
{
    public const string Booked = "Booked";
    public const string NotBooked = "NotBooked";

    public string? State { get; init; }

    public long? Number { get; init; }

    public DateTimeOffset? Time { get; init; }

    public long? Batch { get; init; }

    public long? BookingId { get; init; }

    public string? SettledBy { get; init; }

    public string? Reason { get; init; }

    public static SettlementLine Of(long number, Settlement settlement, long batch, DateTimeOffset now) => new()
    {
        State = settlement.IsBooked ? Booked : NotBooked,
        Number = number,
        Time = now,
        Batch = batch,
        BookingId = settlement.BookingId,
        SettledBy = settlement.By,
        Reason = settlement.Reason,
    };

    public Settlement ToSettlement() =>
        new(State == Booked, BookingId, JournalText.Show(SettledBy) ?? "", JournalText.Show(Reason)) { At = Time ?? default };
}
