using System;
using System.Text.Json;

namespace KornitX.Client;

/// <content>Reads the properties.</content>
internal sealed partial class LineParser
{
    private void ReadProperty(ref Utf8JsonReader reader)
    {
        // After the length, only a few names are left to compare with.
        switch (LengthOf(ref reader))
        {
            case 4 when Is(ref reader, "Time"u8):
                HasTime = ReadTime(ref reader);
                break;
            case 5 when Is(ref reader, "State"u8):
                State = ReadState(ref reader);
                break;
            case 5 when Is(ref reader, "Batch"u8):
                Batch = ReadLong(ref reader) ?? -1;
                break;
            case 5 when Is(ref reader, "Items"u8):
                ReadItems(ref reader);
                break;
            case 6 when Is(ref reader, "Number"u8):
                Number = ReadLong(ref reader) ?? 0;
                break;
            case 6 when Is(ref reader, "Status"u8):
                _status = ReadInt(ref reader);
                break;
            case 6 when Is(ref reader, "Reason"u8):
                _reason = ReadText(ref reader);
                break;
            case 6 when Is(ref reader, "ApiUri"u8):
                ApiUri = ReadText(ref reader);
                break;
            case 7 when Is(ref reader, "OrderId"u8):
                OrderId = ReadLong(ref reader) is { } id ? (id < 1 ? -1 : id) : 0;
                break;
            case 7 when Is(ref reader, "Message"u8):
                CheckText(ref reader);
                break;
            case 7 when Is(ref reader, "Journal"u8):
                Journal = ReadText(ref reader);
                break;
            case 7 when Is(ref reader, "Version"u8):
                Version = ReadInt(ref reader);
                break;
            case 8 when Is(ref reader, "Bookings"u8):
                ReadBookings(ref reader);
                break;
            case 8 when Is(ref reader, "ClientId"u8):
                ClientId = ReadText(ref reader);
                break;
            case 9 when Is(ref reader, "Operation"u8):
                _operation = ReadName(ref reader);
                break;
            case 9 when Is(ref reader, "Reference"u8):
                Reference = ReadReference(ref reader);
                break;
            case 9 when Is(ref reader, "SettledBy"u8):
                _hasSettledBy = ReadText(ref reader) is not null;
                break;
            case 9 when Is(ref reader, "BookingId"u8):
                BookingId = ReadLong(ref reader);
                break;
            case 10 when Is(ref reader, "Addressing"u8):
                _addressing = ReadName(ref reader);
                break;
            case 10 when Is(ref reader, "Occurrence"u8):
                Occurrence = ReadInt(ref reader) ?? 1;
                break;
            case 12 when Is(ref reader, "IsPermission"u8):
                CheckBoolean(ref reader);
                break;
            case 16 when Is(ref reader, "OrderExternalRef"u8):
                ExternalRef = ReadOrderRef(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    /// <summary>Returns the length of a name or text without its escapes.</summary>
    private static int LengthOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? (reader.GetString() ?? "").Length : reader.ValueSpan.Length;

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? reader.ValueTextEquals(name) : reader.ValueSpan.SequenceEqual(name);

    private static LineState ReadState(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return LineState.None;
        RequireText(ref reader);
        return Is(ref reader, "Sending"u8) ? LineState.Sending
            : Is(ref reader, "Created"u8) ? LineState.Created
            : Is(ref reader, "Rejected"u8) ? LineState.Rejected
            : Is(ref reader, "NotSent"u8) ? LineState.NotSent
            : Is(ref reader, "Unknown"u8) ? LineState.Unknown
            : Is(ref reader, "Booked"u8) ? LineState.Booked
            : Is(ref reader, "NotBooked"u8) ? LineState.NotBooked
            : throw new FormatException($"'{DisplayText.Sanitize(reader.GetString())}' is not a state.");
    }

    /// <summary>Reads the name of an operation or an addressing. Allocates no string for valid names.</summary>
    private static string? ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        RequireText(ref reader);
        foreach ((Operation operation, byte[] name) in Operations)
        {
            if (Is(ref reader, name))
                return operation.Name;
        }

        return Is(ref reader, "Id"u8) ? "Id"
            : Is(ref reader, "ExternalRef"u8) ? "ExternalRef"
            : Is(ref reader, "Combined"u8) ? "Combined"
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
        // Only an escape can be an incomplete surrogate pair, which GetString rejects.
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

    private static void RequireText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new FormatException("Text is expected.");
    }

    private ulong ReadOrderRef(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return 0;
        // An identifier that is not sent need not be valid in a path.
        string? text = IsPlain(ref reader) ? null : reader.GetString()!;
        if (text is not null && Client.Reference.FindProblem(text) is { } problem)
            throw new FormatException($"An external reference that {problem}.");
        _isPath = text is null || Client.Reference.FindProblemInPath(text, Addressing.Combined) is null;
        _isDots = reader.ValueTextEquals("."u8) || reader.ValueTextEquals(".."u8);
        return Hash(ref reader);
    }

    private ulong ReadReference(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return 0;
        if (!IsPlain(ref reader) && Client.Reference.FindProblem(reader.GetString()!) is { } problem)
            throw new FormatException($"A reference that {problem}.");
        return Hash(ref reader);
    }

    /// <summary>Whether a text is short and has only visible ASCII characters, so that it needs no further check.</summary>
    private static bool IsPlain(ref Utf8JsonReader reader)
    {
        RequireText(ref reader);
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
        // An escape is never shorter than its UTF-8 bytes.
        if (_unescaped.Length < reader.ValueSpan.Length)
            _unescaped = new byte[reader.ValueSpan.Length];
        int length = reader.CopyString(_unescaped);
        return TextHash.Of(_unescaped.AsSpan(0, length));
    }
}
