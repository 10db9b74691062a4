namespace KornitX.Client.Tests.Simulation;

/// <summary>An operator who looks up unknown orders in KornitX and settles them in the journal.</summary>
internal static class Operator
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Settles all unknown orders, or crashes before a step.</summary>
    /// <param name="world">Where it says what is booked.</param>
    /// <param name="schedule">Which step happens first.</param>
    /// <param name="deathAt">Before which step the process dies; null when it lives.</param>
    /// <param name="mistake">A deliberate mistake.</param>
    /// <returns>How many steps it took.</returns>
    public static int Settle(World world, Schedule schedule, int? deathAt, Mistake mistake = Mistake.None)
    {
        // An order is looked up only when its request can no longer arrive.
        world.Settle();
        Steps steps = new(schedule.Start(), deathAt);
        using SettlingJournal journal = SettlingJournal.Open(
            "run.jsonl", new VirtualFile(world.Disk, steps, new DiskFaults()), new VirtualClock(steps, Morning));
        List<JournalRecord> unknown = journal.Orders.Where(order => order.Outcome is Outcome.Unknown).ToList();
        List<Task<SettlementResult>> settling = [];
        try
        {
            for (int i = 0; i < unknown.Count; i++)
            {
                int order = World.OrderOf(unknown[i].Request);
                bool isBooked = world.BookingsOf(order) > 0;
                if (!isBooked)
                    world.AllowResend(order);
                JournalRecord named = mistake == Mistake.SettlesAnother ? unknown[(i + 1) % unknown.Count] : unknown[i];
                settling.Add(journal.SettleAsync(named.Number, SettlementOf(order, isBooked != (mistake == Mistake.SaysTheOpposite))));
            }

            while (settling.Exists(task => !task.IsCompleted))
                steps.Next();
        }
        catch (Steps.Death)
        {
            return steps.Done;
        }

        if (settling.Exists(task => task.Result != SettlementResult.Settled))
            throw new Violation("what is unknown can't be settled");
        return steps.Done;
    }

    private static Settlement SettlementOf(int order, bool isBooked) =>
        new(isBooked, isBooked && order % 2 == 0 ? (World.IdOf(order) * 10) + 1 : null, "operator", null);
}

/// <summary>A mistake of the operator or the command.</summary>
internal enum Mistake
{
    None,
    SaysTheOpposite,
    SettlesAnother,
}
