using System.Collections.Generic;
using System.Linq;
using KornitX.Client;
using KornitX.Orders;

namespace KornitX.Sandboxes;

/// <summary>
/// Builds the orders in which the rows of an input can be booked, and no unit more. Rows are read by the rules of the
/// commands that send them.
/// </summary>
/// <param name="operation">The operation that is rehearsed.</param>
/// <param name="inputRows">Makes rows of input objects.</param>
internal sealed class RehearsalOrders(Operation operation, InputRows inputRows)
{
    /// <summary>The IDs given to orders and items that the rows know only by reference.</summary>
    private const long FirstOrderId = 90_000_001;
    private const long FirstItemId = 900_000_001;

    // The reference of a return may come from -Reference, which is not known here. A cancellation needs none.
    private readonly RowReader _reader = new(Operation.Cancellation, new OrderDefaults(null, null, null));
    private readonly OrderBatch _batch = new(Operation.Cancellation);
    private readonly List<(Row Row, ParsedRow Parsed, object? Input)> _rows = [];
    private int _count;

    /// <summary>How many rows can be booked.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Adds an input object.</summary>
    /// <returns>The rows of it that can't be sent.</returns>
    public IEnumerable<RowError> Add(object? input)
    {
        foreach ((Row row, Unreadable? unreadable) in inputRows.Read(input, ++_count))
        {
            if (unreadable is null && row.IsBlank)
                continue;
            ParsedRow parsed = default;
            RowError? problem = unreadable is null ? _reader.Read(row, out parsed) : _reader.Problem(row, unreadable.Problem, unreadable.SharedCause);
            problem ??= _batch.Add(row, parsed);
            if (problem is null)
                _rows.Add((row, parsed, input));
            else
                yield return problem;
        }
    }

    /// <summary>The orders of all rows.</summary>
    /// <param name="problems">Gets the rows that contradict another one, with their input.</param>
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
                Report(i, "the order has another OrderExternalRef in an earlier row");
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
                    Report(rows[i], "the item has another ItemExternalRef in an earlier row");
                    continue;
                }

                if (!built.TryGetValue(item, out SandboxItem? line))
                {
                    built.Add(item, line = new SandboxItem { Id = item.Id, ExternalRef = item.ExternalRef });
                    lines.Add(line);
                }

                int quantity = _rows[rows[i]].Parsed.Item.Quantity;
                if (quantity > int.MaxValue - line.Quantity)
                    Report(rows[i], $"with the rows before it, the item has more than {int.MaxValue} units");
                else
                    line.Quantity += quantity;
            }

            SandboxOrder order = new() { Id = identity.Id, ExternalRef = identity.ExternalRef, Items = [.. lines] };
            order.SetReadyFor(operation.Name);
            return order;
        }

        void Report(int i, string problem)
        {
            RowError error = _reader.Problem(_rows[i].Row, problem);
            problems.Add((error, _rows[i].Input));
        }
    }

    /// <summary>IDs from a number on that are not in use.</summary>
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
