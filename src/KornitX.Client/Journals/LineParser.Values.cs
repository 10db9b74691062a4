using System;
using System.Text.Json;

namespace KornitX.Client;

/// <content>Reading of the single properties.</content>
internal sealed partial class LineParser
{
    private void ReadProperty(ref Utf8JsonReader reader)
    {
        if (Is(ref reader, "State"u8))
            State = ReadState(ref reader);
        else if (Is(ref reader, "Number"u8))
            Number = ReadLong(ref reader) ?? 0;
        else if (Is(ref reader, "Time"u8))
            HasTime = ReadTime(ref reader);
        else if (Is(ref reader, "Batch"u8))
            Batch = ReadLong(ref reader) ?? -1;
        else if (Is(ref reader, "Operation"u8))
            _operation = ReadName(ref reader);
        else if (Is(ref reader, "Addressing"u8))
            _addressing = ReadName(ref reader);
        else if (Is(ref reader, "OrderId"u8))
            OrderId = ReadLong(ref reader) is { } id ? (id < 1 ? -1 : id) : 0;
        else if (Is(ref reader, "OrderExternalRef"u8))
            ExternalRef = ReadOrderRef(ref reader);
        else if (Is(ref reader, "Reference"u8))
            Reference = ReadReference(ref reader);
        else if (Is(ref reader, "Occurrence"u8))
            Occurrence = ReadInt(ref reader) ?? 1;
        else if (Is(ref reader, "Items"u8))
            ReadItems(ref reader);
        else if (Is(ref reader, "Bookings"u8))
            ReadBookings(ref reader);
        else if (Is(ref reader, "Status"u8))
            _status = ReadInt(ref reader);
        else if (Is(ref reader, "IsPermission"u8))
            CheckBoolean(ref reader);
        else if (Is(ref reader, "Reason"u8))
            _reason = ReadText(ref reader);
        else if (Is(ref reader, "Message"u8))
            CheckText(ref reader);
        else if (Is(ref reader, "SettledBy"u8))
            _hasSettledBy = ReadText(ref reader) is not null;
        else if (Is(ref reader, "BookingId"u8))
            BookingId = ReadLong(ref reader);
        else if (Is(ref reader, "Journal"u8))
            Journal = ReadText(ref reader);
        else if (Is(ref reader, "Version"u8))
            Version = ReadInt(ref reader);
        else if (Is(ref reader, "ApiUri"u8))
            ApiUri = ReadText(ref reader);
        else if (Is(ref reader, "ClientId"u8))
            ClientId = ReadText(ref reader);
        else
            reader.Skip();
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

    private static LineState ReadState(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return LineState.None;
        return reader.ValueTextEquals("Sending"u8) ? LineState.Sending
            : reader.ValueTextEquals("Created"u8) ? LineState.Created
            : reader.ValueTextEquals("Rejected"u8) ? LineState.Rejected
            : reader.ValueTextEquals("NotSent"u8) ? LineState.NotSent
            : reader.ValueTextEquals("Unknown"u8) ? LineState.Unknown
            : reader.ValueTextEquals("Booked"u8) ? LineState.Booked
            : reader.ValueTextEquals("NotBooked"u8) ? LineState.NotBooked
            : throw new FormatException($"'{DisplayText.Of(reader.GetString())}' is not a state.");
    }

    /// <summary>One of the module's own short names, without a new string for those it writes.</summary>
    private static string? ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        return reader.ValueTextEquals("Cancellation"u8) ? "Cancellation"
            : reader.ValueTextEquals("Return"u8) ? "Return"
            : reader.ValueTextEquals("Id"u8) ? "Id"
            : reader.ValueTextEquals("ExternalRef"u8) ? "ExternalRef"
            : reader.ValueTextEquals("Combined"u8) ? "Combined"
            : reader.GetString();
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static void CheckText(ref Utf8JsonReader reader)
    {
        reader.Read();
        // Only an escape can stand for half a character.
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped)
            reader.GetString();
    }

    private static void CheckBoolean(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null)
            reader.GetBoolean();
    }

    private static long? ReadLong(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
    }

    private static int? ReadInt(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32();
    }

    private static bool ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.Null && reader.GetDateTimeOffset() != default;
    }

    private ulong ReadOrderRef(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return 0;
        // What is only carried along needs to be no path, but text.
        string? text = IsPlain(ref reader) ? null : reader.GetString()!;
        if (text is not null && Client.Reference.Problem(text) is { } problem)
            throw new FormatException($"An external reference that {problem}.");
        _isPath = text is null || Client.Reference.ProblemInPath(text, Addressing.Combined) is null;
        _isDots = reader.ValueTextEquals("."u8) || reader.ValueTextEquals(".."u8);
        return Hash(ref reader);
    }

    private ulong ReadReference(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return 0;
        if (!IsPlain(ref reader) && Client.Reference.Problem(reader.GetString()!) is { } problem)
            throw new FormatException($"A reference that {problem}.");
        return Hash(ref reader);
    }

    private void ReadItems(ref Utf8JsonReader reader)
    {
        if (!StartsArray(ref reader))
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("An item that is null.");
            _items++;
            long id = 0;
            int quantity = 0;
            bool hasRef = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Is(ref reader, "ItemId"u8))
                    id = ReadLong(ref reader) ?? 0;
                else if (Is(ref reader, "Quantity"u8))
                    quantity = ReadInt(ref reader) ?? 0;
                else if (Is(ref reader, "ItemExternalRef"u8))
                    hasRef = ReadItemRef(ref reader);
                else
                    reader.Skip();
            }

            if (quantity < 1)
                throw new FormatException($"{quantity} is not a quantity.");
            _allItemsHaveId &= id >= 1;
            _allItemsHaveRef &= hasRef;
        }
    }

    private static bool ReadItemRef(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return false;
        if (!IsPlain(ref reader) && Client.Reference.Problem(reader.GetString()!) is { } problem)
            throw new FormatException($"An item's external reference that {problem}.");
        return true;
    }

    private void ReadBookings(ref Utf8JsonReader reader)
    {
        if (!StartsArray(ref reader))
            return;
        bool isSame = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("A booking that is null.");
            bool hasId = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Is(ref reader, "Id"u8))
                    hasId = ReadLong(ref reader) is not null;
                else if (Is(ref reader, "Items"u8))
                    isSame &= ReadBookedItems(ref reader);
                else
                    reader.Skip();
            }

            if (!hasId)
                throw new FormatException("A booking without its ID.");
            _bookings++;
        }

        if (!isSame)
            AnsweredOrderId = 0;
    }

    /// <summary>Reads the order lines of an answer.</summary>
    /// <returns>Whether all are of one order, as far as they say.</returns>
    private bool ReadBookedItems(ref Utf8JsonReader reader)
    {
        if (!StartsArray(ref reader))
            throw new FormatException("A booking without its items.");
        bool isSame = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("An item that is null.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isOrder = Is(ref reader, "OrderId"u8);
                if (!isOrder && !Is(ref reader, "ItemId"u8) && !Is(ref reader, "LineQuantity"u8))
                {
                    reader.Skip();
                    continue;
                }

                long? number = ReadLong(ref reader);
                if (!isOrder || number is not > 0)
                    continue;
                isSame &= AnsweredOrderId == 0 || AnsweredOrderId == number;
                AnsweredOrderId = number.Value;
            }
        }

        return isSame;
    }

    private static bool StartsArray(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.Null))
            throw new FormatException("A list is expected.");
        return reader.TokenType == JsonTokenType.StartArray;
    }

    /// <summary>Whether a text is short and has nothing but visible ASCII characters: such text needs no closer look.</summary>
    private static bool IsPlain(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new FormatException("Text is expected.");
        if (reader.ValueIsEscaped || reader.ValueSpan.Length is 0 or > 1000)
            return false;
        foreach (byte b in reader.ValueSpan)
        {
            if (b is <= (byte)' ' or >= 0x7f)
                return false;
        }

        return true;
    }

    private ulong Hash(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return TextHash.Of(reader.ValueSpan);
        // An escape is never shorter than the UTF-8 bytes that it stands for.
        if (_unescaped.Length < reader.ValueSpan.Length)
            _unescaped = new byte[reader.ValueSpan.Length];
        int length = reader.CopyString(_unescaped);
        return TextHash.Of(_unescaped.AsSpan(0, length));
    }
}
