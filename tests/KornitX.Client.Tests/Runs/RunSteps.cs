using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Runs;

/// <summary>What a command does with a run, one step at a time.</summary>
internal static class RunSteps
{
    /// <summary>Creates a run without retries.</summary>
    public static OrderRun RunOf(ManualTransport transport, OrderRunOptions options, IJournal? journal = null, Action? changed = null) =>
        new(
            new OrderSender(transport, maximumRetryCount: 0, TimeProvider.System),
            options,
            journal,
            observer: null,
            TimeProvider.System,
            changed);

    /// <summary>Creates a run without retries.</summary>
    public static OrderRun RunOf(ManualTransport transport, int limit, IJournal? journal = null, int queue = 0, Action? changed = null) =>
        RunOf(transport, new OrderRunOptions(limit) { QueueCapacity = queue }, journal, changed);

    /// <summary>Starts a cancellation of one item for each of the orders.</summary>
    public static void Start(OrderRun run, params long[] orders)
    {
        foreach (long order in orders)
            run.Enqueue(run.Prepare(Cancel(order, new RequestItem(7, null, 1)))!);
    }

    /// <summary>Takes the outcomes that can be taken, each as a line.</summary>
    public static List<string> TakeAll(OrderRun run)
    {
        List<string> taken = [];
        while (run.TryGetNext() is { } outcome)
            taken.Add($"{outcome.Request.Order.Id}: {Describe(outcome.Outcome)}{(outcome.FromJournal ? " (journal)" : "")}");
        return taken;
    }
}
