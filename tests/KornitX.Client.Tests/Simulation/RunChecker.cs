namespace KornitX.Client.Tests.Simulation;

/// <summary>Compares the outcomes that the last run reported with the server's bookings, when nothing is in flight.</summary>
internal static class RunChecker
{
    /// <summary>Checks a completed run.</summary>
    /// <param name="world">The state after the run.</param>
    /// <param name="report">What the run reported.</param>
    /// <param name="mayBookTwice">Whether RetryUnknown allows it.</param>
    public static void Check(World world, Report report, bool mayBookTwice = false)
    {
        world.Settle();
        bool ended = report.JournalFailure is null;
        if (ended && report.Outcomes.Count != world.Orders)
            throw new Violation($"{report.Outcomes.Count} of {world.Orders} orders were reported");

        for (int order = 0; order < world.Orders; order++)
        {
            int bookings = world.BookingsOf(order);
            if (bookings > 1 && !mayBookTwice)
                throw new Violation($"order {order} is booked {bookings} times");
            if (order >= report.Outcomes.Count)
                continue;

            switch (report.Outcomes[order].Outcome)
            {
                // The operator settled it and gave no ID.
                case Outcome.Created { Settlement: not null } settled when bookings == 1 && settled.Bookings.Single().Id is null:
                case Outcome.NotSent { Reason: NotSentReason.JournalConflict }:
                    break;
                case Outcome.Created created when bookings == 0 || created.Bookings.Single().Id is var id
                    && (id < 10 * World.IdOf(order) + 1 || id > 10 * World.IdOf(order) + bookings):
                    throw new Violation(
                        $"order {order} is reported as booking {created.Bookings[0].Id}, but there are {bookings} bookings");
                case (Outcome.Rejected or Outcome.NotSent) and var refused when bookings > 0:
                    throw new Violation($"order {order} is reported as {refused.GetType().Name}, but is booked");
            }
        }
    }
}
