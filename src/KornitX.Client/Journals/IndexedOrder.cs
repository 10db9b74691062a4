namespace KornitX.Client;

/// <summary>The index entry of an order, over all its attempts: what it is found by, its state, and the positions of its lines.</summary>
internal sealed class IndexedOrder(Operation operation, string? reference, int occurrence)
{
    private bool _isUnresolved;

    public Operation Operation => operation;

    /// <summary>The caller's reference with composed letters.</summary>
    public string? Reference => reference;

    /// <summary>The number of the request among those of the run with the same order and reference, from 1.</summary>
    public int Occurrence => occurrence;

    /// <summary>The identifiers of all attempts, and the ID in the response.</summary>
    public OrderIdentity Identity { get; set; }

    /// <summary>The number of the last intent.</summary>
    public long Number { get; private set; }

    public LinePosition Intent { get; private set; }

    /// <summary>The line that determines the outcome; null until it is known.</summary>
    public LinePosition? Outcome { get; private set; }

    /// <summary>The settlements; null if no operator settled the order.</summary>
    public List<LinePosition>? Settlements { get; private set; }

    /// <summary>Whether the outcome is that of a settlement.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether the last intent has no outcome: it is in progress, or its process has died.</summary>
    public bool IsOpen { get; private set; }

    public bool IsBooked { get; private set; }

    /// <summary>
    /// Whether it is unknown if the order is booked. Once an attempt may have been booked, only a booking or an operator settles
    /// the order: a later rejection says nothing about the earlier attempt.
    /// </summary>
    public bool IsUnknown => !IsBooked && (_isUnresolved || IsOpen);

    /// <summary>
    /// Whether an operator settled it and can settle it again: KornitX has not booked it since. A rejection says nothing about the
    /// attempt that was settled.
    /// </summary>
    public bool CanBeSettledAgain => Settlements is not null && (!IsBooked || IsSettled);

    /// <summary>Whether any attempt was or may have been booked.</summary>
    public bool MayBeBooked => IsBooked || IsUnknown;

    public void RecordIntent(long number, LinePosition at)
    {
        _isUnresolved |= IsOpen;
        IsOpen = true;
        Number = number;
        Intent = at;
        if (IsBooked)
            return;
        IsSettled = false;
        Outcome = null;
    }

    public void RecordOutcome(OutcomeLine line, LinePosition at)
    {
        IsOpen = false;
        if (IsBooked)
            return;
        IsBooked = line is CreatedLine;
        _isUnresolved |= line is UnknownLine;
        Outcome = at;
    }

    public void RecordSettlement(bool isBooked, LinePosition at)
    {
        IsOpen = false;
        _isUnresolved = false;
        IsBooked = isBooked;
        IsSettled = true;
        Outcome = at;
        (Settlements ??= []).Add(at);
    }
}
