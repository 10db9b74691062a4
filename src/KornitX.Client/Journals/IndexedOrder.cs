using System;

namespace KornitX.Client;

/// <summary>
/// What the index keeps of an order, over all its tries: where its lines are, and what is needed to find it. The texts stay
/// in the file.
/// </summary>
internal struct IndexedOrder
{
    /// <summary>Where the last intent's line begins.</summary>
    public long Intent;

    /// <summary>Where the line begins that says the outcome; 0 when there is none.</summary>
    public long OutcomeLine;

    /// <summary>Where the intent's line begins that has the external reference; 0 when none is sent.</summary>
    public long ExternalRefLine;

    /// <summary>The order's ID; 0 when it is not known.</summary>
    public long OrderId;

    /// <summary>The hash of the caller's reference; 0 when there is none.</summary>
    public ulong Reference;

    /// <summary>The last intent's number.</summary>
    public int Number;

    public int Occurrence;

    public IndexFlags Flags;

    /// <summary>What the last line that counts says. Once it is created, it stays that.</summary>
    public LineState State;

    /// <summary>Whether any try was booked or may have been.</summary>
    public readonly bool MayBeBooked => State is LineState.Created or LineState.Booked || IsUnknown;

    /// <summary>
    /// Whether it may be booked and nobody knows. Once a try may have been booked, only a booking or a person settles it: a
    /// later refusal says nothing about the earlier try.
    /// </summary>
    public readonly bool IsUnknown =>
        State is not (LineState.Created or LineState.Booked) && (Flags & (IndexFlags.Unresolved | IndexFlags.Open)) != 0;

    /// <summary>Whether the last intent has no outcome: it is under way, or the process that sent it has died.</summary>
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
        else if (state is LineState.Created or LineState.Booked or LineState.NotBooked)
            Flags &= ~IndexFlags.Unresolved;
        State = state;
        OutcomeLine = at;
    }
}

/// <summary>What is to be said of an order with yes or no.</summary>
[Flags]
internal enum IndexFlags : byte
{
    None = 0,

    /// <summary>The last intent has no outcome.</summary>
    Open = 1,

    /// <summary>A try may have been booked, and nothing has settled it.</summary>
    Unresolved = 2,

    /// <summary>It is a return, not a cancellation.</summary>
    IsReturn = 4,

    /// <summary>The order's ID was only carried along: KornitX has not checked it.</summary>
    IdIsEchoed = 8,
}
