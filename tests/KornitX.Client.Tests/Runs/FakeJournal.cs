namespace KornitX.Client.Tests.Runs;

/// <summary>A journal that has what the test says and records nothing.</summary>
internal sealed class FakeJournal : IJournal, IJournalEntry
{
    public Func<BookingRequest, JournalVerdict> Verdict { get; init; } = _ => new JournalVerdict(null, Occurrence: 1, MayBeBooked: false);

    public Func<Task> Intent { get; init; } = () => Task.CompletedTask;

    public Func<Outcome, Task> Outcome { get; init; } = _ => Task.CompletedTask;

    public JournalVerdict Check(BookingRequest request, bool retryUnknown) => Verdict(request);

    public IJournalEntry CreateEntry(BookingRequest request, int occurrence, DateTimeOffset? sentAt) => this;

    public Task WriteIntentAsync() => Intent();

    public Task WriteOutcomeAsync(Outcome outcome) => Outcome(outcome);
}
