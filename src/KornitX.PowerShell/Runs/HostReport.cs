namespace KornitX.Commands;

/// <summary>Writes to the host what the pipeline no longer accepts, such as after Ctrl+C.</summary>
internal static class HostReport
{
    /// <summary>How many booked orders are named if the journal has them all. Without a journal this is their only record.</summary>
    private const int ShownWithJournal = 10;

    /// <summary>
    /// Names the orders that were booked or may have been, and without a journal those that were rejected. Orders that were not sent are
    /// only counted in the summary.
    /// </summary>
    public static void WriteUnreported(PSCmdlet command, IReadOnlyCollection<RequestOutcome> outcomes, bool hasJournal)
    {
        RequestOutcome[] now = [.. outcomes.Where(done => done.Source == OutcomeSource.Run)];
        RequestOutcome[] unknown = [.. now.Where(done => done.Outcome is Outcome.Unknown)];
        RequestOutcome[] booked = [.. now.Where(done => done.Outcome is Outcome.Created)];
        RequestOutcome[] rejected = [.. now.Where(done => done.Outcome is Outcome.Rejected && !hasJournal)];
        if (rejected.Length > 0)
            Warn(command, $"KornitX rejected these orders after the command ended: {Names(rejected, rejected.Length)}.");
        if (unknown.Length > 0)
            Warn(command, $"The command ended before it was known whether these orders are booked: {Names(unknown, unknown.Length)}.");
        if (booked.Length > 0)
        {
            string names = Names(booked, hasJournal ? ShownWithJournal : booked.Length);
            Warn(command, $"These orders are booked, but the command ended before it could write the results: {names}.");
        }
    }

    /// <summary>Writes a warning. Thread-safe.</summary>
    public static void Warn(PSCmdlet command, string text) => Try(() => command.Host.UI?.WriteWarningLine(text));

    /// <summary>Writes a line.</summary>
    public static void Write(PSCmdlet command, string text) => Try(() => command.Host.UI?.WriteLine(text));

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception)
        {
            // Hosts throw different exceptions for what they do not support. The remaining lines must still be written, and the
            // run and its journal closed.
        }
    }

    private static string Names(RequestOutcome[] orders, int shown) =>
        string.Join("; ", orders.Take(shown).Select(order => $"{order.Request}"))
        + (orders.Length > shown ? $"; and {orders.Length - shown} more, which the same command returns from the journal" : "");
}
