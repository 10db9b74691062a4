using System;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// Parses the lines of a journal. Reads the values that the index needs into properties and validates the rest. Allocates no
/// object per line, because all lines of a large journal are read when a run starts.
/// </summary>
internal sealed partial class LineParser
{
    private byte[] _unescaped = new byte[256];
    private string? _addressing;
    private bool _allItemsHaveId;
    private bool _allItemsHaveRef;
    private bool _isPath;
    private bool _isDots;
    private string? _operation;
    private string? _reason;
    private int? _status;
    private bool _hasItems;
    private bool _hasBookings;
    private bool _hasSettledBy;

    public LineState State { get; private set; }

    public long Number { get; private set; }

    /// <summary>The position where the write of the line began; -1 if the line does not have it.</summary>
    public long Batch { get; private set; }

    /// <summary>The operation of an intent.</summary>
    public Operation Operation { get; private set; } = Operation.Cancellation;

    public Addressing Addressing { get; private set; }

    /// <summary>The order ID of an intent; 0 if it has none.</summary>
    public long OrderId { get; private set; }

    /// <summary>The hash of the external reference of the order of an intent; 0 if it has none.</summary>
    public ulong ExternalRef { get; private set; }

    /// <summary>The hash of the caller's reference, or 0.</summary>
    public ulong Reference { get; private set; }

    public int Occurrence { get; private set; }

    /// <summary>The order ID in the response, or 0 if it has no ID or several different ones.</summary>
    public long AnsweredOrderId { get; private set; }

    /// <summary>The API's root in the head.</summary>
    public string? ApiUri { get; private set; }

    /// <summary>The client ID in the head.</summary>
    public string? ClientId { get; private set; }

    private bool HasTime { get; set; }

    private string? Journal { get; set; }

    private int? Version { get; set; }

    private long? BookingId { get; set; }

    /// <summary>Parses a line.</summary>
    /// <exception cref="JsonException">The line is not JSON.</exception>
    /// <exception cref="FormatException">The line is not a valid line of a journal.</exception>
    /// <exception cref="InvalidOperationException">A value has the wrong type or is not valid text.</exception>
    public void Parse(ReadOnlySpan<byte> line)
    {
        Reset();
        if (!TryParseCanonical(line))
            ParseJson(line);
    }

    /// <summary>Parses a line in any form.</summary>
    private void ParseJson(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FormatException(reader.TokenType == JsonTokenType.Null ? "An empty line." : "A line that is no object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadProperty(ref reader);
        reader.Read();
        Check();
    }

    private void Reset()
    {
        State = LineState.None;
        Number = 0;
        Batch = -1;
        OrderId = 0;
        ExternalRef = Reference = 0;
        Occurrence = 1;
        AnsweredOrderId = 0;
        ApiUri = ClientId = Journal = null;
        Version = null;
        HasTime = false;
        BookingId = null;
        _addressing = _operation = _reason = null;
        _status = null;
        _hasItems = _hasBookings = false;
        _allItemsHaveId = _allItemsHaveRef = true;
        _hasSettledBy = false;
    }

    /// <summary>Checks that the properties are consistent.</summary>
    private void Check()
    {
        if (Journal is not null)
        {
            if (Journal != HeadLine.Name || Version != HeadLine.CurrentVersion)
                throw new FormatException("Of another module or version.");
            if (ApiUri is null || ClientId is null)
                throw new FormatException("A head without an account.");
            State = LineState.Head;
            return;
        }

        if (Number < 1 || !HasTime)
            throw new FormatException("A line without number or time.");
        switch (State)
        {
            case LineState.Sending:
                CheckIntent();
                break;
            case LineState.Created when !_hasBookings:
                throw new FormatException("A created order without a booking.");
            case LineState.Rejected when _status is null:
                throw new FormatException("A rejection without its status.");
            case LineState.NotSent:
                JournalText.Parse<NotSentReason>(_reason);
                break;
            case LineState.Booked or LineState.NotBooked when !_hasSettledBy || BookingId < 1 || (State == LineState.NotBooked && BookingId is not null):
                throw new FormatException("A settlement that is not complete.");
            case LineState.None:
                throw new FormatException("'' is not a state.");
        }
    }

    private void CheckIntent()
    {
        Addressing = JournalText.Parse<Addressing>(_addressing);
        Operation operation;
        try
        {
            operation = Operation.Parse(_operation ?? "");
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }

        Operation = operation;
        if (OrderId < 0 || (Addressing != Addressing.ExternalRef && OrderId == 0))
            throw new FormatException("An order without its ID.");
        if (Addressing != Addressing.Id && (ExternalRef == 0 || !_isPath || (_isDots && Addressing == Addressing.ExternalRef)))
            throw new FormatException("An order without its external reference.");
        if (operation.ReferenceRequired && Reference == 0)
            throw new FormatException($"A {operation.Noun} without a reference.");
        if (!_hasItems || Occurrence < 1
            || (Addressing != Addressing.ExternalRef && !_allItemsHaveId)
            || (Addressing != Addressing.Id && !_allItemsHaveRef))
            throw new FormatException("An order without items that can be sent.");
    }
}

/// <summary>The kind of a line: the head, an intent, an outcome or a settlement.</summary>
internal enum LineState
{
    None,
    Head,
    Sending,
    Created,
    Rejected,
    NotSent,
    Unknown,
    Booked,
    NotBooked,
}
