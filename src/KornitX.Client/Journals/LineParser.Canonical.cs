using System;
using System.Linq;
using System.Text;

namespace KornitX.Client;

/// <content>The fast path for most lines of a journal: intents and bookings as the module writes them.</content>
internal sealed partial class LineParser
{
    private static readonly (Operation Operation, byte[] Name)[] Operations =
        [.. Operation.All.Select(operation => (operation, Encoding.UTF8.GetBytes(operation.Name)))];

    /// <summary>Parses a line in the form in which the module writes it.</summary>
    /// <returns>Whether it has this form and is valid. Any other line is left to the JSON reader.</returns>
    internal bool TryParseCanonical(ReadOnlySpan<byte> bytes)
    {
        CanonicalLine line = new(bytes);
        return line.Skip("{\"State\":\"Sending\",\"Number\":"u8) ? TryParseIntent(line)
            : line.Skip("{\"State\":\"Created\",\"Number\":"u8) && TryParseCreated(line);
    }

    private bool TryParseIntent(CanonicalLine line)
    {
        if (!TryParseBeginning(ref line, out long number, out long batch) || !line.Skip("\"Operation\":\""u8))
            return false;
        if (ReadOperation(ref line) is not { } operation || !line.Skip("\",\"Addressing\":\""u8))
            return false;
        Addressing addressing = line.Skip("Id\","u8) ? Addressing.Id : line.Skip("ExternalRef\","u8) ? Addressing.ExternalRef : Addressing.Combined;
        if (addressing == Addressing.Combined && !line.Skip("Combined\","u8))
            return false;

        long orderId = 0;
        ReadOnlySpan<byte> externalRef = default;
        ReadOnlySpan<byte> reference = default;
        if ((line.Skip("\"OrderId\":"u8) && !(line.TryNumber(out orderId) && line.Skip(","u8)))
            || (line.Skip("\"OrderExternalRef\":\""u8) && !(line.TryText(out externalRef) && line.Skip(","u8)))
            || (line.Skip("\"Reference\":\""u8) && !(line.TryText(out reference) && line.Skip(","u8)))
            || !line.Skip("\"Occurrence\":"u8) || !line.TryNumber(out long occurrence) || occurrence > int.MaxValue
            || !line.Skip(",\"Items\":["u8))
            return false;

        if ((addressing != Addressing.ExternalRef && orderId == 0)
            || (addressing != Addressing.Id && externalRef.IsEmpty)
            || (operation.ReferenceRequired && reference.IsEmpty)
            || !TrySkipItems(ref line, addressing) || !line.Skip("]}"u8) || !line.IsAtEnd)
            return false;

        State = LineState.Sending;
        Number = number;
        Batch = batch;
        Operation = operation;
        Addressing = addressing;
        OrderId = orderId;
        ExternalRef = externalRef.IsEmpty ? 0 : TextHash.Of(externalRef);
        Reference = reference.IsEmpty ? 0 : TextHash.Of(reference);
        Occurrence = (int)occurrence;
        return true;
    }

    private static Operation? ReadOperation(ref CanonicalLine line)
    {
        foreach ((Operation operation, byte[] name) in Operations)
        {
            if (line.Skip(name))
                return operation;
        }

        return null;
    }

    private bool TryParseCreated(CanonicalLine line)
    {
        if (!TryParseBeginning(ref line, out long number, out long batch) || !line.Skip("\"Bookings\":["u8))
            return false;
        long answered = 0;
        bool isSame = true;
        do
        {
            if (!line.Skip("{\"Id\":"u8) || !line.TryNumber(out _) || !line.Skip(",\"Items\":["u8) || !TrySkipBookedItems(ref line, ref answered, ref isSame))
                return false;
        }
        while (line.Skip(","u8));

        if (!line.Skip("]}"u8) || !line.IsAtEnd)
            return false;
        State = LineState.Created;
        Number = number;
        Batch = batch;
        AnsweredOrderId = isSame ? answered : 0;
        return true;
    }

    private static bool TryParseBeginning(ref CanonicalLine line, out long number, out long batch)
    {
        batch = -1;
        return line.TryNumber(out number) && line.Skip(",\"Time\":\""u8) && line.SkipTime()
            && (!line.Skip(",\"Batch\":"u8) || line.TryNumberOrZero(out batch)) && line.Skip(","u8);
    }

    private static bool TrySkipItems(ref CanonicalLine line, Addressing addressing)
    {
        do
        {
            if (!line.Skip("{"u8))
                return false;
            bool hasId = line.Skip("\"ItemId\":"u8);
            if (hasId && !(line.TryNumber(out _) && line.Skip(","u8)))
                return false;
            bool hasRef = line.Skip("\"ItemExternalRef\":\""u8);
            if ((hasRef && !(line.TryText(out _) && line.Skip(","u8)))
                || !line.Skip("\"Quantity\":"u8) || !line.TryNumber(out long quantity) || quantity > int.MaxValue || !line.Skip("}"u8)
                || (addressing != Addressing.ExternalRef && !hasId)
                || (addressing != Addressing.Id && !hasRef))
                return false;
        }
        while (line.Skip(","u8));
        return true;
    }

    private static bool TrySkipBookedItems(ref CanonicalLine line, ref long answered, ref bool isSame)
    {
        if (line.Skip("]}"u8))
            return true;
        do
        {
            bool isFirst = true;
            if (!line.Skip("{"u8)
                || !TrySkipNumber(ref line, "ItemId"u8, ref isFirst, out _)
                || !TrySkipNumber(ref line, "OrderId"u8, ref isFirst, out long orderId)
                || !TrySkipNumber(ref line, "LineQuantity"u8, ref isFirst, out _)
                || !line.Skip("}"u8))
                return false;
            if (orderId == 0)
                continue;
            isSame &= answered == 0 || answered == orderId;
            answered = orderId;
        }
        while (line.Skip(","u8));
        return line.Skip("]}"u8);
    }

    /// <summary>Skips a property with a number if it comes next.</summary>
    /// <returns>False if it comes next but its value is not a number.</returns>
    private static bool TrySkipNumber(ref CanonicalLine line, ReadOnlySpan<byte> name, ref bool isFirst, out long number)
    {
        number = 0;
        CanonicalLine before = line;
        if (!(isFirst || line.Skip(","u8)) || !line.Skip("\""u8) || !line.Skip(name) || !line.Skip("\":"u8))
        {
            line = before;
            return true;
        }

        isFirst = false;
        return line.TryNumberOrZero(out number);
    }
}
