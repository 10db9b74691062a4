using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>The index entry of an order, over all its attempts: what it is found by, its state, and the positions of its lines.</summary>
internal sealed class IndexedOrder
{
    private bool _isBooked;
    private bool _isUnresolved;

    public IndexedOrder(Operation operation, string? reference, int occurrence)
    {
        Operation = operation;
        Reference = reference;
        Occurrence = occurrence;
    }

    public Operation Operation { get; }

    /// <summary>The caller's reference with composed letters.</summary>
    public string? Reference { get; }

    /// <summary>The number of the request among those of the run with the same order and reference, from 1.</summary>
    public int Occurrence { get; }

    /// <summary>The identifiers of all attempts, and the ID in the response.</summary>
    public OrderIdentity Identity { get; set; }

    /// <summary>The number of the last intent.</summary>
    public long Number { get; private set; }

    /// <summary>The last intent.</summary>
    public LinePosition Intent { get; private set; }

    /// <summary>The line that determines the outcome; null if there is none.</summary>
    public LinePosition? Outcome { get; private set; }

    /// <summary>The settlements; null if no operator settled the order.</summary>
    public List<LinePosition>? Settlements { get; private set; }

    /// <summary>Whether the outcome is that of a settlement.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether the last intent has no outcome: it is in progress, or its process has died.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>
    /// Whether it is unknown if the order is booked. Once an attempt may have been booked, only a booking or an operator settles
    /// the order: a later rejection says nothing about the earlier attempt.
    /// </summary>
    public bool IsUnknown => !_isBooked && (_isUnresolved || IsOpen);

    /// <summary>Whether any attempt was or may have been booked.</summary>
    public bool MayBeBooked => _isBooked || IsUnknown;

    public void RecordIntent(long number, LinePosition at)
    {
        _isUnresolved |= IsOpen;
        IsOpen = true;
        Number = number;
        Intent = at;
        if (_isBooked)
            return;
        IsSettled = false;
        Outcome = null;
    }

    public void RecordOutcome(OutcomeLine line, LinePosition at)
    {
        IsOpen = false;
        if (_isBooked)
            return;
        _isBooked = line is CreatedLine;
        _isUnresolved |= line is UnknownLine;
        Outcome = at;
    }

    public void RecordSettlement(bool isBooked, LinePosition at)
    {
        IsOpen = false;
        _isUnresolved = false;
        _isBooked = isBooked;
        IsSettled = true;
        Outcome = at;
        (Settlements ??= []).Add(at);
    }
}
