using System;
using System.Linq;
using KornitX.Client;

namespace KornitX;

/// <summary>What a journal says of an order. Goes into New-KornitXCancellation and New-KornitXReturn as it is.</summary>
public sealed class JournaledOrder
{
    internal JournaledOrder(Client.JournaledOrder order)
    {
        State = order.IsOpen ? "Sending" : order.Outcome.GetType().Name;
        OrderRequest request = new(order.Request, State);
        Path = order.Path;
        Number = order.Number;
        Operation = order.Request.Operation.Name;
        Addressing = request.Addressing;
        OrderId = order.Identity.Id ?? request.OrderId;
        OrderExternalRef = request.OrderExternalRef;
        Reference = request.Reference;
        Items = request.Items;
        Occurrence = order.Occurrence;
        StartedAt = order.StartedAt.LocalDateTime;
        EndedAt = order.EndedAt?.LocalDateTime;
        Result = order.Outcome is Outcome.Created created
            ? new ItemList<OrderItemBooking>(created.Bookings.Select(booking => OrderItemBooking.Of(order.Request, booking, fromJournal: true)).ToArray())
            : new ItemList<OrderItemBooking>([]);
        SettledBy = order.Settlement?.By;
        SettledAt = order.Settlement?.At.LocalDateTime;
        Reason = order.Settlement?.Reason;
        Message = order.IsOpen ? null : order.Outcome switch
        {
            Outcome.Rejected rejected => $"HTTP {rejected.Status}" + (rejected.Message is null ? "" : $": {rejected.Message}"),
            Outcome.NotSent notSent => notSent.Message,
            Outcome.Unknown unknown => unknown.Message,
            _ when order.Settlement is { } settlement => $"settled as booked by {settlement.By}{(settlement.Reason is null ? "" : $": {settlement.Reason}")}",
            _ => null,
        };
    }

    /// <summary>Cancellation or Return.</summary>
    public string Operation { get; }

    /// <summary>
    /// Created; Rejected (nothing was booked); NotSent; Unknown (it may have been booked); or Sending, while the run
    /// that has it goes on.
    /// </summary>
    public string State { get; }

    /// <summary>Id, ExternalRef or Combined: how the order and its items are named to KornitX.</summary>
    public string Addressing { get; }

    /// <summary>The KornitX order ID, where known.</summary>
    public long? OrderId { get; }

    /// <summary>The sales channel's reference of the order, where known.</summary>
    public string? OrderExternalRef { get; }

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference { get; }

    /// <summary>The items, as asked.</summary>
    public ItemList<OrderItem> Items { get; }

    /// <summary>Which request of the order in a stream it is, from 1.</summary>
    public int Occurrence { get; }

    /// <summary>What KornitX booked; empty unless created.</summary>
    public ItemList<OrderItemBooking> Result { get; }

    /// <summary>Why it was not created.</summary>
    public string? Message { get; }

    /// <summary>When it was last about to be sent, local time.</summary>
    public DateTime StartedAt { get; }

    /// <summary>When that try's outcome was known, local time.</summary>
    public DateTime? EndedAt { get; }

    /// <summary>Who settled it, where its outcome was unknown and a person looked it up.</summary>
    public string? SettledBy { get; }

    /// <summary>When that was, local time.</summary>
    public DateTime? SettledAt { get; }

    /// <summary>Why, in that person's words.</summary>
    public string? Reason { get; }

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    /// <summary>The number of the last try in the journal.</summary>
    public long Number { get; }

    /// <summary>The order as a prompt names it.</summary>
    public override string ToString()
    {
        const int shown = 3;
        string order = OrderId is null || Addressing == nameof(Client.Addressing.ExternalRef) ? OrderExternalRef! : $"{OrderId}";
        string reference = Reference is null ? "" : $" with reference {Reference}";
        string items = string.Join(", ", Items.Take(shown).Select(item => item.ToString()));
        string more = Items.Skip(shown).Any() ? $" and {Items.Skip(shown).Count()} more" : "";
        return $"{Operation.ToLowerInvariant()} of order {order}{reference}: {items}{more}";
    }
}
