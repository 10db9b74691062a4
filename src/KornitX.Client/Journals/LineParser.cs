using System;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// Reads what the index needs of a journal's line and checks the rest, without an object per line: a journal of years is read
/// when a run starts. Afterwards the properties hold what the line says.
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
    private int _items;
    private int _bookings;
    private bool _hasSettledBy;

    public LineState State { get; private set; }

    public long Number { get; private set; }

    /// <summary>Where the line's write begins; -1 when the line does not say.</summary>
    public long Batch { get; private set; }

    public bool IsReturn { get; private set; }

    public Addressing Addressing { get; private set; }

    /// <summary>The order's ID, of an intent; 0 when it has none.</summary>
    public long OrderId { get; private set; }

    /// <summary>The hash of the order's external reference, of an intent; 0 when it has none.</summary>
    public ulong ExternalRef { get; private set; }

    /// <summary>The hash of the caller's reference; 0 when there is none.</summary>
    public ulong Reference { get; private set; }

    public int Occurrence { get; private set; }

    /// <summary>The order's ID as the answer gave it; 0 when it did not, or gave several.</summary>
    public long AnsweredOrderId { get; private set; }

    /// <summary>The head's account.</summary>
    public string? ApiUri { get; private set; }

    /// <summary>The head's account.</summary>
    public string? ClientId { get; private set; }

    private bool HasTime { get; set; }

    private string? Journal { get; set; }

    private int? Version { get; set; }

    private long? BookingId { get; set; }

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not a line that this module writes.</exception>
    /// <exception cref="InvalidOperationException">A value is of another type, or has half a character.</exception>
    public void Parse(ReadOnlySpan<byte> line)
    {
        Reset();
        if (!TryParseOwn(line))
            ParseJson(line);
    }

    /// <summary>Reads any line.</summary>
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
        IsReturn = false;
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
        _items = _bookings = 0;
        _allItemsHaveId = _allItemsHaveRef = true;
        _isPath = _isDots = false;
        _hasSettledBy = false;
    }

    /// <summary>Checks what the properties say together.</summary>
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
            case LineState.Created when _bookings == 0:
                throw new FormatException("A booking without its answer.");
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

        IsReturn = operation == Operation.Return;
        if (OrderId < 0 || (Addressing != Addressing.ExternalRef && OrderId == 0))
            throw new FormatException("An order without its ID.");
        if (Addressing != Addressing.Id && (ExternalRef == 0 || !_isPath || (_isDots && Addressing == Addressing.ExternalRef)))
            throw new FormatException("An order without its external reference.");
        if (operation.ReferenceRequired && Reference == 0)
            throw new FormatException("A return without a reference.");
        if (_items == 0 || Occurrence < 1
            || (Addressing != Addressing.ExternalRef && !_allItemsHaveId)
            || (Addressing != Addressing.Id && !_allItemsHaveRef))
            throw new FormatException("An order without items that can be sent.");
    }
}

/// <summary>What a line is.</summary>
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
