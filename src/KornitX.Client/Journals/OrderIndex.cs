namespace KornitX.Client;

/// <summary>
/// The orders of a journal, in order of first appearance, with dictionaries to find them by ID and by external reference. Needs
/// some 350 bytes per order; items and messages are read from the file.
/// </summary>
internal sealed class OrderIndex(string path, IJournalContent content)
{
    private const string Interrupted = "the run that sent it ended before the response arrived";

    private readonly List<IndexedOrder> _orders = [];
    private readonly List<IndexedOrder> _byNumber = [];
    private readonly Dictionary<long, SameKey> _byId = [];

    // References that differ only in case are found, too, because they are a conflict.
    private readonly Dictionary<string, SameKey> _byExternalRef = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The account of the orders; null if it is not known.</summary>
    public JournalAccount? Account { get; set; }

    public IReadOnlyList<IndexedOrder> All => _orders;

    /// <summary>The highest number of an intent.</summary>
    public long LastNumber => _byNumber.Count;

    /// <summary>Returns the order whose last intent has a number; null without one.</summary>
    public IndexedOrder? Find(long number) =>
        number > 0 && number <= _byNumber.Count && _byNumber[(int)number - 1] is var order && order.Number == number ? order : null;

    /// <summary>Returns the orders of an operation that may have an identity.</summary>
    public IEnumerable<IndexedOrder> Find(Operation operation, OrderIdentity identity)
    {
        IEnumerable<IndexedOrder> byId = identity.AnyId is { } id ? Find(_byId, id) : [];
        IEnumerable<IndexedOrder> byRef = identity.ExternalRef is { } text ? Find(_byExternalRef, ReferenceText.Compose(text)) : [];
        return byId.Union(byRef).Where(order => order.Operation == operation);
    }

    /// <summary>Adds a line.</summary>
    /// <exception cref="FormatException">The line contradicts earlier lines.</exception>
    /// <exception cref="ArgumentException">The line is not a valid intent.</exception>
    public void Add(JournalLine line, LinePosition at)
    {
        if (line is IntentLine intent)
        {
            AddIntent(intent, at);
            return;
        }

        IndexedOrder order = Find(line.Number) ?? throw new FormatException("The line has no intent.");
        switch (line)
        {
            case OutcomeLine outcome when order.IsOpen:
                order.RecordOutcome(outcome, at);
                if (line is CreatedLine { OrderId: { } id })
                    AddIdentity(order, new OrderIdentity(id, null, null));
                break;
            case SettlementLine settlement when order.IsUnknown || order.CanBeSettledAgain:
                order.RecordSettlement(settlement.IsBooked, at);
                break;
            default:
                throw new FormatException("The line contradicts an earlier one.");
        }
    }

    /// <summary>Reads an order.</summary>
    /// <param name="isInUse">
    /// Whether a run uses the journal, so that an intent without an outcome is in progress. Otherwise its run has died.
    /// </param>
    /// <exception cref="JournalException">The file has changed or can't be read.</exception>
    public JournalRecord Read(IndexedOrder order, bool isInUse = false) => JournalException.Wrap(path, () =>
    {
        try
        {
            return ReadLines(order, isInUse);
        }
        catch (Exception exception) when (JournalJson.IsInvalidLine(exception))
        {
            throw new JournalException(JournalFault.Corrupt, $"The journal '{path}' was changed while it was in use.", exception);
        }
    });

    private JournalRecord ReadLines(IndexedOrder order, bool isInUse)
    {
        IntentLine intent = Read<IntentLine>(order.Intent);
        BookingRequest request = intent.ToRequest();
        JournalLine? last = order.Outcome is { } at ? Read<JournalLine>(at) : null;
        Outcome outcome = last switch
        {
            SettlementLine settled => settled.ToSettlement().ToOutcome(),
            OutcomeLine line when order.IsUnknown => JournalRecord.AfterUnknown(line.ToOutcome()),
            OutcomeLine line => line.ToOutcome(),
            _ => new Outcome.Unknown(Interrupted),
        };
        if (outcome is Outcome.Unknown or Outcome.Rejected)
        {
            Uri address = new(new Uri(Account!.ApiUri), request.Order.Path(request.Operation));
            outcome = outcome with { Trace = new RequestTrace(intent.Time, address, (last as OutcomeLine)?.ToRequestIds()) };
        }

        return new JournalRecord(order.Identity, request, outcome)
        {
            Path = path,
            Number = order.Number,
            Occurrence = order.Occurrence,
            StartedAt = intent.Time,
            EndedAt = order.IsOpen ? null : last?.Time,
            Settlements = order.Settlements?.ConvertAll(position => Read<SettlementLine>(position).ToSettlement()).ToArray() ?? [],
            IsSettled = order.IsSettled,
            CanBeSettledAgain = order.CanBeSettledAgain,
            IsOpen = order.IsOpen && isInUse,
            IsSandbox = Account!.IsSandbox,
        };
    }

    private T Read<T>(LinePosition at)
        where T : JournalLine
    {
        byte[] line = new byte[at.Length];
        int read = 0;
        while (read < line.Length && content.ReadAt(at.Start + read, line, read, line.Length - read) is > 0 and int count)
            read += count;
        return JournalJson.Read<JournalLine>(line) as T ?? throw new FormatException("It is another line.");
    }

    private void AddIntent(IntentLine line, LinePosition at)
    {
        if (line.Number != LastNumber + 1)
            throw new FormatException($"Number {line.Number} where {LastNumber + 1} is expected.");

        Operation operation = Operation.Parse(line.Operation);
        string? reference = line.Reference is null ? null : ReferenceText.Compose(line.Reference);
        OrderIdentity identity = OrderIdentity.FromAddress(line.ToAddress());
        IndexedOrder? order = Find(operation, identity).FirstOrDefault(earlier =>
            earlier.Occurrence == line.Occurrence
            && string.Equals(earlier.Reference, reference, StringComparison.Ordinal)
            && identity.Compare(earlier.Identity) == IdentityMatch.Same);
        if (order is null)
        {
            order = new IndexedOrder(operation, reference, line.Occurrence);
            _orders.Add(order);
        }

        AddIdentity(order, identity);
        order.RecordIntent(line.Number, at);
        _byNumber.Add(order);
    }

    /// <summary>Adds the identifiers that an order did not have yet.</summary>
    private void AddIdentity(IndexedOrder order, OrderIdentity identity)
    {
        OrderIdentity before = order.Identity;
        order.Identity = before.Add(identity);
        if (order.Identity.AnyId is { } id && id != before.AnyId)
            Add(_byId, id, order);
        if (before.ExternalRef is null && order.Identity.ExternalRef is { } externalRef)
            Add(_byExternalRef, ReferenceText.Compose(externalRef), order);
    }

    private static void Add<TKey>(Dictionary<TKey, SameKey> orders, TKey key, IndexedOrder order)
        where TKey : notnull
    {
        if (!orders.TryGetValue(key, out SameKey same))
            orders.Add(key, new SameKey(order, null));
        else if (same.Others is null)
            orders[key] = same with { Others = [order] };
        else
            same.Others.Add(order);
    }

    private static IEnumerable<IndexedOrder> Find<TKey>(Dictionary<TKey, SameKey> orders, TKey key)
        where TKey : notnull => orders.TryGetValue(key, out SameKey same) ? [same.First, .. same.Others ?? []] : [];

    /// <summary>The orders with the same key: usually one, so that there is no list for each.</summary>
    private readonly record struct SameKey(IndexedOrder First, List<IndexedOrder>? Others);
}
