using System;

namespace KornitX.Client;

/// <content>The short way for nearly all lines of a journal: intents and bookings as the module writes them.</content>
internal sealed partial class LineParser
{
    private bool TryParseOwn(ReadOnlySpan<byte> line)
    {
        OwnLine own = new(line);
        return own.Skip("{\"State\":\"Sending\",\"Number\":"u8) ? TryParseIntent(own)
            : own.Skip("{\"State\":\"Created\",\"Number\":"u8) && TryParseCreated(own);
    }

    private bool TryParseIntent(OwnLine own)
    {
        if (!TryParseBeginning(ref own, out long number, out long batch) || !own.Skip("\"Operation\":\""u8))
            return false;
        bool isReturn = own.Skip("Return\",\"Addressing\":\""u8);
        if (!isReturn && !own.Skip("Cancellation\",\"Addressing\":\""u8))
            return false;
        Addressing addressing = own.Skip("Id\","u8) ? Addressing.Id : own.Skip("ExternalRef\","u8) ? Addressing.ExternalRef : Addressing.Combined;
        if (addressing == Addressing.Combined && !own.Skip("Combined\","u8))
            return false;

        long orderId = 0;
        ReadOnlySpan<byte> externalRef = default;
        ReadOnlySpan<byte> reference = default;
        if ((own.Skip("\"OrderId\":"u8) && !(own.TryNumber(out orderId) && own.Skip(","u8)))
            || (own.Skip("\"OrderExternalRef\":\""u8) && !(own.TryText(out externalRef) && own.Skip(","u8)))
            || (own.Skip("\"Reference\":\""u8) && !(own.TryText(out reference) && own.Skip(","u8)))
            || !own.Skip("\"Occurrence\":"u8) || !own.TryNumber(out long occurrence) || occurrence > int.MaxValue
            || !own.Skip(",\"Items\":["u8))
            return false;

        if ((addressing != Addressing.ExternalRef && orderId == 0)
            || (addressing != Addressing.Id && externalRef.IsEmpty)
            || (isReturn && reference.IsEmpty)
            || !TrySkipItems(ref own, addressing) || !own.Skip("]}"u8) || !own.IsAtEnd)
            return false;

        State = LineState.Sending;
        Number = number;
        Batch = batch;
        IsReturn = isReturn;
        Addressing = addressing;
        OrderId = orderId;
        ExternalRef = externalRef.IsEmpty ? 0 : TextHash.Of(externalRef);
        Reference = reference.IsEmpty ? 0 : TextHash.Of(reference);
        Occurrence = (int)occurrence;
        return true;
    }

    private bool TryParseCreated(OwnLine own)
    {
        if (!TryParseBeginning(ref own, out long number, out long batch) || !own.Skip("\"Bookings\":["u8))
            return false;
        long answered = 0;
        bool isSame = true;
        do
        {
            if (!own.Skip("{\"Id\":"u8) || !own.TryNumber(out _) || !own.Skip(",\"Items\":["u8) || !TrySkipBookedItems(ref own, ref answered, ref isSame))
                return false;
        }
        while (own.Skip(","u8));

        if (!own.Skip("]}"u8) || !own.IsAtEnd)
            return false;
        State = LineState.Created;
        Number = number;
        Batch = batch;
        AnsweredOrderId = isSame ? answered : 0;
        return true;
    }

    private static bool TryParseBeginning(ref OwnLine own, out long number, out long batch)
    {
        batch = -1;
        return own.TryNumber(out number) && own.Skip(",\"Time\":\""u8) && own.SkipTime()
            && (!own.Skip(",\"Batch\":"u8) || own.TryNumberOrZero(out batch)) && own.Skip(","u8);
    }

    private static bool TrySkipItems(ref OwnLine own, Addressing addressing)
    {
        do
        {
            if (!own.Skip("{"u8))
                return false;
            bool hasId = own.Skip("\"ItemId\":"u8);
            if (hasId && !(own.TryNumber(out _) && own.Skip(","u8)))
                return false;
            bool hasRef = own.Skip("\"ItemExternalRef\":\""u8);
            if ((hasRef && !(own.TryText(out _) && own.Skip(","u8)))
                || !own.Skip("\"Quantity\":"u8) || !own.TryNumber(out long quantity) || quantity > int.MaxValue || !own.Skip("}"u8)
                || (addressing != Addressing.ExternalRef && !hasId)
                || (addressing != Addressing.Id && !hasRef))
                return false;
        }
        while (own.Skip(","u8));
        return true;
    }

    private static bool TrySkipBookedItems(ref OwnLine own, ref long answered, ref bool isSame)
    {
        if (own.Skip("]}"u8))
            return true;
        do
        {
            bool isFirst = true;
            if (!own.Skip("{"u8)
                || !TrySkipNumber(ref own, "ItemId"u8, ref isFirst, out _)
                || !TrySkipNumber(ref own, "OrderId"u8, ref isFirst, out long orderId)
                || !TrySkipNumber(ref own, "LineQuantity"u8, ref isFirst, out _)
                || !own.Skip("}"u8))
                return false;
            if (orderId == 0)
                continue;
            isSame &= answered == 0 || answered == orderId;
            answered = orderId;
        }
        while (own.Skip(","u8));
        return own.Skip("]}"u8);
    }

    /// <summary>Passes over a property that is a number, if it comes next.</summary>
    /// <returns>False when it comes and is no number.</returns>
    private static bool TrySkipNumber(ref OwnLine own, ReadOnlySpan<byte> name, ref bool isFirst, out long number)
    {
        number = 0;
        OwnLine before = own;
        if (!(isFirst || own.Skip(","u8)) || !own.Skip("\""u8) || !own.Skip(name) || !own.Skip("\":"u8))
        {
            own = before;
            return true;
        }

        isFirst = false;
        return own.TryNumberOrZero(out number);
    }
}
