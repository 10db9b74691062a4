using System.Collections.Generic;
using System.Linq;
using KornitX.Client;
using KornitX.Orders;

namespace KornitX.Sandboxes;

/// <summary>
/// Builds the orders in which exactly the rows of an input can be booked. Rows are read by the same rules as in the commands
/// that send them.
/// </summary>
/// <param name="operation">The operation to rehearse.</param>
/// <param name="inputRows">Converts input objects to rows.</param>
internal sealed class RehearsalOrders(Operation operation, InputRows inputRows)
{
    /// <summary>The first IDs for orders and items that the rows identify by reference only.</summary>
    private const long FirstOrderId = 90_000_001;
    private const long FirstItemId = 900_000_001;

    // The reference of a return may come from -Reference, which is not known here. A cancellation needs none.
    private readonly RowReader _reader = new(Operation.Cancellation, new OrderDefaults(null, null, null));
    private readonly OrderBatch _batch = new(Operation.Cancellation);
    private readonly List<(Row Row, ParsedRow Parsed, object? Input)> _rows = [];
    private int _count;

    /// <summary>The number of rows that can be booked.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Adds an input object.</summary>
    /// <returns>The errors of the rows that can't be sent.</returns>
    public IEnumerable<RowError> Add(object? input)
    {
        foreach ((Row row, Unreadable? unreadable) in inputRows.Read(input, ++_count, out _))
        {
            if (unreadable is null && row.IsBlank)
                continue;
            ParsedRow parsed = default;
            RowError? problem = unreadable is null ? _reader.Read(row, out parsed) : _reader.CreateError(row, unreadable.Problem, unreadable.SharedCause);
            problem ??= _batch.Add(row, parsed);
            if (problem is null)
                _rows.Add((row, parsed, input));
            else
                yield return problem;
        }
    }

    /// <summary>Builds the orders of all rows.</summary>
    /// <param name="problems">Receives the rows that contradict another one, with their input.</param>
    public SandboxOrder[] Build(ICollection<(RowError Problem, object? Input)> problems)
    {
        UnusedIds orderIds = new(FirstOrderId, _rows.Select(row => row.Parsed.Order.Id));
        UnusedIds itemIds = new(FirstItemId, _rows.Select(row => row.Parsed.Item.Id));
        Identity?[] orders = Identities.Resolve(
            _rows.ConvertAll(row => (row.Parsed.Order.Addressing, row.Parsed.Order.Id, row.Parsed.Order.ExternalRef)), orderIds.Next);

        Dictionary<Identity, List<int>> rowsOf = [];
        List<Identity> inOrder = [];
        for (int i = 0; i < orders.Length; i++)
        {
            if (orders[i] is not { } identity)
            {
                Report(i, "an earlier row has the same order with another OrderExternalRef");
                continue;
            }

            if (!rowsOf.TryGetValue(identity, out List<int>? rows))
            {
                rowsOf.Add(identity, rows = []);
                inOrder.Add(identity);
            }

            rows.Add(i);
        }

        return inOrder.Select(identity => Order(identity, rowsOf[identity])).Where(order => order.Items.Length > 0).ToArray();

        SandboxOrder Order(Identity identity, List<int> rows)
        {
            Identity?[] items = Identities.Resolve(
                rows.ConvertAll(i => (_rows[i].Parsed.Order.Addressing, _rows[i].Parsed.Item.Id, _rows[i].Parsed.Item.ExternalRef)), itemIds.Next);
            Dictionary<Identity, SandboxItem> built = [];
            List<SandboxItem> lines = [];
            for (int i = 0; i < items.Length; i++)
            {
                if (items[i] is not { } item)
                {
                    Report(rows[i], "an earlier row has the same item with another ItemExternalRef");
                    continue;
                }

                if (!built.TryGetValue(item, out SandboxItem? line))
                {
                    built.Add(item, line = new SandboxItem { Id = item.Id, ExternalRef = item.ExternalRef });
                    lines.Add(line);
                }

                int quantity = _rows[rows[i]].Parsed.Item.Quantity;
                if (quantity > int.MaxValue - line.Quantity)
                    Report(rows[i], $"together with earlier rows, the item has more than {int.MaxValue} units");
                else
                    line.Quantity += quantity;
            }

            SandboxOrder order = new() { Id = identity.Id, ExternalRef = identity.ExternalRef, Items = [.. lines] };
            order.SetReadyFor(operation.Name);
            return order;
        }

        void Report(int i, string problem)
        {
            RowError error = _reader.CreateError(_rows[i].Row, problem);
            problems.Add((error, _rows[i].Input));
        }
    }

    /// <summary>Unused IDs, starting at a number.</summary>
    private sealed class UnusedIds(long first, IEnumerable<long?> used)
    {
        private readonly HashSet<long> _used = [.. used.OfType<long>()];
        private long _next = first;

        public long Next()
        {
            while (_used.Contains(_next))
                _next++;
            return _next++;
        }
    }
}
