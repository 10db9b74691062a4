using System.Globalization;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// Everything that outlives a process: the disk, the server with its bookings, and requests in transit.
/// </summary>
internal sealed class World
{
    private readonly ServerBehavior[][] _behaviors;
    private readonly int[] _tries;
    private readonly int[] _bookings;
    private readonly bool[] _mayNotLeave;

    /// <param name="behaviors">The server's behavior for each attempt of each order; the last one repeats.</param>
    public World(ServerBehavior[][] behaviors)
        : this(
            behaviors,
            new int[behaviors.Length],
            new int[behaviors.Length],
            new bool[behaviors.Length],
            new VirtualDisk(),
            new JournalInspector(),
            [])
    {
    }

    private World(
        ServerBehavior[][] behaviors,
        int[] tries,
        int[] bookings,
        bool[] mayNotLeave,
        VirtualDisk disk,
        JournalInspector sight,
        List<RequestInTransit> wire)
    {
        _behaviors = behaviors;
        _tries = tries;
        _bookings = bookings;
        _mayNotLeave = mayNotLeave;
        Disk = disk;
        Sight = sight;
        InTransit = wire;
    }

    public VirtualDisk Disk { get; }

    /// <summary>What is on the device, as an onlooker reads it.</summary>
    public JournalInspector Sight { get; private set; }

    /// <summary>Whether the journal is another file than it was.</summary>
    public bool IsReplaced { get; private set; }

    /// <summary>Requests that were sent and have not arrived.</summary>
    public List<RequestInTransit> InTransit { get; }

    public int Orders => _behaviors.Length;

    public World Clone() => new(
        _behaviors, [.. _tries], [.. _bookings], [.. _mayNotLeave], Disk.Clone(), Sight.Clone(), [.. InTransit]);

    /// <summary>How many orders the device has as under way, so that a later run can't know their outcomes.</summary>
    public int OpenIntents()
    {
        int open = 0;
        for (int order = 0; order < Orders; order++)
            open += Sight.Last(IdOf(order)) == "Sending" ? 1 : 0;
        return open;
    }

    public int BookingsOf(int order) => _bookings[order];

    /// <summary>The behavior for the current attempt.</summary>
    public ServerBehavior BehaviorOf(int order) => _behaviors[order][Math.Min(_tries[order], _behaviors[order].Length - 1)];

    public void EndTry(int order) => _tries[order]++;

    /// <summary>Sends a request.</summary>
    public RequestInTransit Send(int order)
    {
        if (_mayNotLeave[order])
            throw new Violation($"order {order} leaves again although it is, or may be, booked");
        Sight.Read(Disk.Flushed);
        if (Sight.Last(IdOf(order)) is var last && last != "Sending")
            throw new Violation($"order {order} leaves while the disk says '{last}' of it");
        _mayNotLeave[order] = true;
        RequestInTransit letter = new(order, BehaviorOf(order));
        InTransit.Add(letter);
        return letter;
    }

    /// <summary>A request reaches the server.</summary>
    /// <returns>The booking's number, or null when none is made.</returns>
    public long? Arrive(RequestInTransit letter)
    {
        InTransit.Remove(letter);
        if (letter.ServerBehavior is not (ServerBehavior.Books or ServerBehavior.FailsAfterBooking or ServerBehavior.LosesAnswer))
            return null;
        _bookings[letter.Order]++;
        return IdOf(letter.Order) * 10 + _bookings[letter.Order];
    }

    /// <summary>Nothing was booked, or the operator decided to send the order again.</summary>
    public void AllowResend(int order) => _mayNotLeave[order] = false;

    /// <summary>The process is dead, or the machine.</summary>
    public void Crash(Crash crash)
    {
        Disk.Crash(crash.SurvivingBytes, crash.Hole);
        if (!crash.RequestsInTransitArrive)
            InTransit.Clear();
        Sight.ReadAfterCrash(Disk.Flushed);
    }

    /// <summary>Replaces the journal with an empty file.</summary>
    public void ReplaceJournal()
    {
        Disk.Replace();
        Sight = new JournalInspector();
        IsReplaced = true;
    }

    /// <summary>Another account's server with this account's journal.</summary>
    public World OfOtherAccount() =>
        new(_behaviors, new int[Orders], new int[Orders], new bool[Orders], Disk, Sight, []);

    /// <summary>Lets the requests in transit arrive.</summary>
    public void Settle()
    {
        while (InTransit.Count > 0)
            Arrive(InTransit[0]);
    }

    /// <summary>Whose orders these are.</summary>
    public static JournalAccount Account { get; } = new(new Uri("https://api.example"), "client");

    public static long IdOf(int order) => 1000 + order;

    public static BookingRequest Request(int order) => OrderNaming.ById.Request(order);

    public static int OrderOf(BookingRequest request) => (int)(IdOf(request.Order.Id, request.Order.ExternalRef) - IdOf(0));

    /// <summary>The ID of the order with either name.</summary>
    public static long IdOf(long? id, string? externalRef) =>
        id ?? long.Parse(externalRef![OrderNaming.Prefix.Length..], CultureInfo.InvariantCulture);
}

/// <summary>A request on its way to the server.</summary>
internal sealed record RequestInTransit(int Order, ServerBehavior ServerBehavior);

/// <summary>How a process crashes.</summary>
/// <param name="SurvivingBytes">How much of what was not flushed is on the device afterwards.</param>
/// <param name="RequestsInTransitArrive">Whether requests in transit still arrive.</param>
internal sealed record Crash(int SurvivingBytes, bool RequestsInTransitArrive)
{
    /// <summary>In place of which of them there are zeros.</summary>
    public Hole Hole { get; init; }
}
