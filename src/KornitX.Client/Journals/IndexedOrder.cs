using System;

namespace KornitX.Client;

/// <summary>
/// The index entry of an order, over all its attempts: the positions of its lines, and the values to find it by. Texts are
/// read from the file.
/// </summary>
internal struct IndexedOrder
{
    /// <summary>The position of the last intent.</summary>
    public long Intent;

    /// <summary>The position of the outcome, or 0.</summary>
    public long OutcomeLine;

    /// <summary>The position of the intent with the external reference; 0 if none was sent.</summary>
    public long ExternalRefLine;

    /// <summary>The order's ID; 0 if it is not known.</summary>
    public long OrderId;

    /// <summary>The hash of the caller's reference, or 0.</summary>
    public ulong Reference;

    /// <summary>The number of the last intent.</summary>
    public int Number;

    /// <summary>The number of the request among those of the run with the same order and reference, from 1.</summary>
    public int Occurrence;

    /// <summary>The index of the operation.</summary>
    public byte Operation;

    public IndexFlags Flags;

    /// <summary>The current state. It no longer changes once the order is booked.</summary>
    public LineState State;

    /// <summary>Whether any attempt was or may have been booked.</summary>
    public readonly bool MayBeBooked => State is LineState.Created or LineState.Booked || IsUnknown;

    /// <summary>
    /// Whether it is unknown if the order is booked. Once an attempt may have been booked, only a booking or a person settles
    /// the order: a later rejection says nothing about the earlier attempt.
    /// </summary>
    public readonly bool IsUnknown =>
        State is not (LineState.Created or LineState.Booked) && (Flags & (IndexFlags.Unresolved | IndexFlags.Open)) != 0;

    /// <summary>Whether the last intent has no outcome: it is in progress, or its process has died.</summary>
    public readonly bool IsOpen => (Flags & IndexFlags.Open) != 0;

    public void RecordIntent(long at, int number)
    {
        if (IsOpen)
            Flags |= IndexFlags.Unresolved;
        Flags |= IndexFlags.Open;
        Intent = at;
        Number = number;
        if (State is LineState.Created or LineState.Booked)
            return;
        State = LineState.Sending;
        OutcomeLine = 0;
    }

    public void RecordOutcome(long at, LineState state)
    {
        Flags &= ~IndexFlags.Open;
        if (State is LineState.Created or LineState.Booked)
            return;
        if (state == LineState.Unknown)
            Flags |= IndexFlags.Unresolved;
        else if (state == LineState.NotBooked)
            Flags &= ~IndexFlags.Unresolved;
        State = state;
        OutcomeLine = at;
    }
}

/// <summary>The flags of an order.</summary>
[Flags]
internal enum IndexFlags : byte
{
    None = 0,

    /// <summary>The last intent has no outcome.</summary>
    Open = 1,

    /// <summary>An attempt may have been booked, and nothing has settled it.</summary>
    Unresolved = 2,

    /// <summary>The ID was not sent, so KornitX has not checked it.</summary>
    IdIsEchoed = 4,
}
