namespace KornitX.Client.Tests.Simulation;

/// <summary>The request is sent while its intent is still being written.</summary>
internal sealed class SendsBeforeIntentIsWritten : PlantedBug
{
    public override IJournal Record(IJournal record) => new PlantedJournal(record)
    {
        Sending = sending =>
        {
            _ = sending.WriteIntentAsync();
            return Task.CompletedTask;
        },
    };
}

/// <summary>The outcome of a request is reported before it is on disk.</summary>
internal sealed class ReportsBeforeOutcomeIsWritten : PlantedBug
{
    public override IJournal Record(IJournal record) => new PlantedJournal(record)
    {
        Known = (sending, outcome) =>
        {
            _ = sending.WriteOutcomeAsync(outcome);
            return Task.CompletedTask;
        },
    };
}

/// <summary>An open intent of a crashed run is treated as not sent.</summary>
internal sealed class TreatsOpenIntentAsNotSent : PlantedBug
{
    public override IJournal Record(IJournal record) => new PlantedJournal(record)
    {
        Judge = earlier => earlier is Outcome.Unknown ? null : earlier,
    };
}

/// <summary>What is booked is sent again.</summary>
internal sealed class ForgetsBookings : PlantedBug
{
    public override IJournal Record(IJournal record) => new PlantedJournal(record)
    {
        Judge = earlier => earlier is Outcome.Created ? null : earlier,
    };
}

/// <summary>Everything from an earlier run is treated as unknown, even orders that were never sent.</summary>
internal sealed class TreatsEverythingAsUnknown : PlantedBug
{
    public override IJournal Record(IJournal record) => new PlantedJournal(record)
    {
        Judge = _ => new Outcome.Unknown("who knows"),
    };
}

/// <summary>A request whose response was lost is sent again.</summary>
internal sealed class SendsAgainAfterUnknown : PlantedBug
{
    public override IOrderTransport Transport(IOrderTransport transport) => new PlantedTransport(transport, attempt =>
        attempt.Outcome is Outcome.Unknown
            ? new Attempt(new Outcome.NotSent(NotSentReason.Unreachable, "lost"), Resend.AfterWait)
            : attempt);
}

/// <summary>A lost response is treated as success.</summary>
internal sealed class TreatsUnknownAsCreated : PlantedBug
{
    public override IOrderTransport Transport(IOrderTransport transport) => new PlantedTransport(transport, attempt =>
        attempt.Outcome is Outcome.Unknown ? new Attempt(new Outcome.Created([new Booking(1, [])])) : attempt);
}

/// <summary>A retryable rejection is treated as unknown.</summary>
internal sealed class TreatsBusyAsUnknown : PlantedBug
{
    public override IOrderTransport Transport(IOrderTransport transport) => new PlantedTransport(transport, attempt =>
        attempt.Resend == Resend.AfterWait ? new Attempt(new Outcome.Unknown("busy")) : attempt);
}

/// <summary>What can't be reported is sent.</summary>
internal sealed class SendsConflicts : PlantedBug
{
    public override IJournal Record(IJournal record) => new PlantedJournal(record)
    {
        Judge = earlier => earlier is Outcome.NotSent { Reason: NotSentReason.JournalConflict } ? null : earlier,
    };
}

/// <summary>Any account may use the journal.</summary>
internal sealed class AcceptsAnyAccount : PlantedBug
{
    public override JournalAccount Account(JournalAccount account) => World.Account;
}

/// <summary>All orders start at once.</summary>
internal sealed class IgnoresLimit : PlantedBug
{
    public override int Limit(int limit) => 100;
}

/// <summary>Outcomes are returned out of sequence.</summary>
internal sealed class SwapsTwoOutcomes : PlantedBug
{
    private RequestOutcome? _held;

    public override RequestOutcome? Take(OrderRun run)
    {
        RequestOutcome? next = run.TryGetNext();
        if (next is not null && _held is null)
        {
            _held = next;
            return run.TryGetNext();
        }

        return next;
    }
}

/// <summary>The last outcome is not returned.</summary>
internal sealed class LosesLastOutcome : PlantedBug
{
    public override RequestOutcome? Take(OrderRun run) =>
        run.TryGetNext() is { } outcome && (World.OrderOf(outcome.Request) < 3) ? outcome : null;
}

internal sealed class PlantedJournal : IJournal
{
    private readonly IJournal _record;

    public PlantedJournal(IJournal record) => _record = record;

    public Func<Outcome?, Outcome?> Judge { get; init; } = earlier => earlier;

    public Func<IJournalEntry, Task> Sending { get; init; } = record => record.WriteIntentAsync();

    public Func<IJournalEntry, Outcome, Task> Known { get; init; } = (record, outcome) => record.WriteOutcomeAsync(outcome);

    public JournalVerdict Check(BookingRequest request, bool retryUnknown)
    {
        JournalVerdict verdict = _record.Check(request, retryUnknown);
        return verdict with { Settled = Judge(verdict.Settled) };
    }

    public IJournalEntry CreateEntry(BookingRequest request, int occurrence, DateTimeOffset? sentAt) =>
        new PlantedSend(this, _record.CreateEntry(request, occurrence, sentAt));

    private sealed class PlantedSend : IJournalEntry
    {
        private readonly PlantedJournal _plant;
        private readonly IJournalEntry _record;

        public PlantedSend(PlantedJournal plant, IJournalEntry record)
        {
            _plant = plant;
            _record = record;
        }

        public Task WriteIntentAsync() => _plant.Sending(_record);

        public Task WriteOutcomeAsync(Outcome outcome) => _plant.Known(_record, outcome);
    }
}

internal sealed class PlantedTransport : IOrderTransport
{
    private readonly IOrderTransport _transport;
    private readonly Func<Attempt, Attempt> _misread;

    public PlantedTransport(IOrderTransport transport, Func<Attempt, Attempt> misread)
    {
        _transport = transport;
        _misread = misread;
    }

    public Task<Preparation> PrepareAsync(
        BookingRequest request, AccessToken? refused, IClientObserver? observer, CancellationToken stop) =>
        _transport.PrepareAsync(request, refused, observer, stop);

    public async Task<Attempt> PostAsync(
        BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken stop) =>
        _misread(await _transport.PostAsync(request, token, observer, stop).ConfigureAwait(false));
}
