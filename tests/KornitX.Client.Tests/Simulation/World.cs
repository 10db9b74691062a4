using System;
using System.Collections.Generic;
using System.Globalization;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// All that outlives a process: the disk, the server with its bookings, and what is still on its way to it.
/// </summary>
internal sealed class World
{
    private readonly Fate[][] _fates;
    private readonly int[] _tries;
    private readonly int[] _bookings;
    private readonly bool[] _mayNotLeave;

    /// <param name="fates">What becomes of each order's tries, the last one over and over.</param>
    public World(Fate[][] fates)
        : this(fates, new int[fates.Length], new int[fates.Length], new bool[fates.Length], new VirtualDisk(), new JournalSight(), [])
    {
    }

    private World(
        Fate[][] fates, int[] tries, int[] bookings, bool[] mayNotLeave, VirtualDisk disk, JournalSight sight, List<Letter> wire)
    {
        _fates = fates;
        _tries = tries;
        _bookings = bookings;
        _mayNotLeave = mayNotLeave;
        Disk = disk;
        Sight = sight;
        Wire = wire;
    }

    public VirtualDisk Disk { get; }

    /// <summary>What is on the device, as an onlooker reads it.</summary>
    public JournalSight Sight { get; private set; }

    /// <summary>Whether the journal is another file than it was.</summary>
    public bool IsReplaced { get; private set; }

    /// <summary>What has left and not arrived.</summary>
    public List<Letter> Wire { get; }

    public int Orders => _fates.Length;

    public World Clone() => new(
        _fates, [.. _tries], [.. _bookings], [.. _mayNotLeave], Disk.Clone(), Sight.Clone(), [.. Wire]);

    /// <summary>How many orders the device has as under way, so that a later run can't know what became of them.</summary>
    public int OpenIntents()
    {
        int open = 0;
        for (int order = 0; order < Orders; order++)
            open += Sight.Last(IdOf(order)) == "Sending" ? 1 : 0;
        return open;
    }

    public int BookingsOf(int order) => _bookings[order];

    /// <summary>What becomes of the try that is at hand.</summary>
    public Fate FateOf(int order) => _fates[order][Math.Min(_tries[order], _fates[order].Length - 1)];

    public void EndTry(int order) => _tries[order]++;

    /// <summary>A request leaves the machine.</summary>
    public Letter Leave(int order)
    {
        Sight.Read(Disk.Flushed);
        if (Sight.Last(IdOf(order)) is var last && last != "Sending")
            throw new Violation($"order {order} leaves while the disk says '{last}' of it");
        if (_mayNotLeave[order])
            throw new Violation($"order {order} leaves again although it is, or may be, booked");
        _mayNotLeave[order] = true;
        Letter letter = new(order, FateOf(order));
        Wire.Add(letter);
        return letter;
    }

    /// <summary>A request reaches the server.</summary>
    /// <returns>The booking's number, or null when none is made.</returns>
    public long? Arrive(Letter letter)
    {
        Wire.Remove(letter);
        if (letter.Fate is not (Fate.Books or Fate.FailsAfterBooking or Fate.LosesAnswer))
            return null;
        _bookings[letter.Order]++;
        return IdOf(letter.Order) * 10 + _bookings[letter.Order];
    }

    /// <summary>The machine knows for sure that nothing was booked; or a person has said to send it again.</summary>
    public void MayLeave(int order) => _mayNotLeave[order] = false;

    /// <summary>The process is dead, or the machine.</summary>
    public void Crash(Crash crash)
    {
        Disk.Crash(crash.SurvivingBytes);
        if (!crash.WireGoesOn)
            Wire.Clear();
        Sight.ReadAfterCrash(Disk.Flushed);
    }

    /// <summary>Somebody puts an empty file in the journal's place.</summary>
    public void ReplaceJournal()
    {
        Disk.Replace();
        Sight = new JournalSight();
        IsReplaced = true;
    }

    /// <summary>The server of another account, with the journal of this one.</summary>
    public World OfOtherAccount() =>
        new(_fates, new int[Orders], new int[Orders], new bool[Orders], Disk, Sight, []);

    /// <summary>What is still on its way arrives at last.</summary>
    public void Settle()
    {
        while (Wire.Count > 0)
            Arrive(Wire[0]);
    }

    /// <summary>Whose orders these are.</summary>
    public static JournalAccount Account { get; } = new(new Uri("https://api.example"), "client");

    public static long IdOf(int order) => 1000 + order;

    public static OrderRequest Request(int order) => Naming.ById.Request(order);

    public static int OrderOf(OrderRequest request) => (int)(IdOf(request.Order.Id, request.Order.ExternalRef) - IdOf(0));

    /// <summary>The ID of the order that goes by either name.</summary>
    public static long IdOf(long? id, string? externalRef) => id ?? long.Parse(externalRef![Naming.Prefix.Length..], CultureInfo.InvariantCulture);
}

/// <summary>A request on its way to the server.</summary>
internal sealed record Letter(int Order, Fate Fate);

/// <summary>How a process ends.</summary>
/// <param name="SurvivingBytes">How much of what was not flushed is on the device afterwards.</param>
/// <param name="WireGoesOn">Whether what has left arrives all the same, some time.</param>
internal sealed record Crash(int SurvivingBytes, bool WireGoesOn);
