using System;
using System.Text.Json;

namespace KornitX.Client;

/// <content>Reads the lists of items.</content>
internal sealed partial class LineParser
{
    private void ReadItems(ref Utf8JsonReader reader)
    {
        if (!StartsArray(ref reader))
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("An item that is null.");
            _hasItems = true;
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
        if (!IsPlain(ref reader) && Client.Reference.FindProblem(reader.GetString()!) is { } problem)
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
            _hasBookings = true;
        }

        if (!isSame)
            AnsweredOrderId = 0;
    }

    /// <summary>Reads the order lines of a booking.</summary>
    /// <returns>Whether all order lines that have an order ID have the same one.</returns>
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
}
