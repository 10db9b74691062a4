using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace KornitX.Client.Tests.Hostile;

/// <summary>A row becomes exactly one item with its own values, or exactly one error. No value is lost.</summary>
public sealed class RowPropertyTests
{
    /// <summary>How many tables are read; the environment can ask for more.</summary>
    private static readonly int Tables =
        int.TryParse(Environment.GetEnvironmentVariable("KORNITX_TABLES"), CultureInfo.InvariantCulture, out int tables) ? tables : 1_000;

    public static TheoryData<string, string> HeaderStyles => new()
    {
        { "Cancellation", "" }, { "Return", "" }, { "Return", "de-DE" }, { "Cancellation", "tr-TR" },
    };

    [Theory]
    [MemberData(nameof(HeaderStyles))]
    public void A_row_becomes_exactly_one_item_or_one_error(string operation, string culture)
    {
        using IDisposable _ = Culture.Of(culture);
        Prop.ForAll(
            GeneratedRow.One,
            row => RowInvariant.Holds(Operation.Parse(operation), row)).Check(Config.QuickThrowOnFailure.WithMaxTest(2_500));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("tr-TR")]
    public void The_spelling_of_headers_changes_nothing(string culture)
    {
        using IDisposable _ = Culture.Of(culture);
        Func<string, string>[] ways =
        [
            name => name.ToUpperInvariant(), name => $" {name}\u00A0", name => name.Replace("_", "-", StringComparison.Ordinal),
            name =>
                name.Replace("Ref", " Ref ", StringComparison.Ordinal).Replace("Id", "_id", StringComparison.Ordinal), name =>
                    "\uFEFF" + name.Insert(1, "\u200B"),
        ];
        Prop.ForAll(GeneratedRow.One, Gen.Elements(ways).ToArbitrary(), (row, way) =>
        {
            RowReader reader = new(Operation.Return, Rows.NoDefaults);
            BadRow? error = reader.Read(row.Row(7), out ParsedRow read);
            BadRow? renamed = reader.Read(row.Renamed(way).Row(7), out ParsedRow other);
            Assert.Equal(read, other);
            Assert.Equal(
                (error?.Field, error?.IdentifiesOrder, error?.IsMixedAddressing),
                (renamed?.Field, renamed?.IdentifiesOrder, renamed?.IsMixedAddressing));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_row_of_a_table_is_lost_or_duplicated(bool asStream)
    {
        Prop.ForAll(GeneratedRow.Table, rows => AssertAllReported(rows, asStream)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void What_is_held_back_is_held_back_again_whether_the_objects_or_a_file_is_read()
    {
        Prop.ForAll(GeneratedRow.Table, AssertHeldBackAgain).Check(Config.QuickThrowOnFailure.WithMaxTest(Tables));
    }

    [Fact]
    public void The_order_of_the_rows_changes_nothing_about_what_is_sent()
    {
        Prop.ForAll(GeneratedRow.Table, AssertSameInAnyOrder).Check(Config.QuickThrowOnFailure.WithMaxTest(Tables));
    }

    private static void AssertSameInAnyOrder(GeneratedRow[] rows)
    {
        string sent = Sent(rows);
        Assert.Equal(sent, Sent([.. rows.Reverse()]));
        Assert.Equal(sent, Sent([.. rows.Skip(rows.Length / 2), .. rows.Take(rows.Length / 2)]));
    }

    /// <summary>Reads rows and returns the requests that are sent, sorted, each with its items sorted.</summary>
    private static string Sent(GeneratedRow[] rows)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        for (int i = 0; i < rows.Length; i++)
            reader.Add(rows[i].Row(i + 1), rows[i]);
        if (reader.UnidentifiedRows.Count > 0)
            return "nothing";
        // Of a text with composed and decomposed letters, that of the first row is sent.
        return ReferenceText.Compose(string.Join("\n", reader.TakeRest().Where(order => !order.IsHeldBack).Select(order =>
            $"{order.Request.Order} {order.Request.Reference}: "
            + string.Join(
                ", ", order.Request.Items.Select(item => $"{item}").Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)));
    }

    private static void AssertHeldBackAgain(GeneratedRow[] rows)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        List<IReadOnlyList<(Field Field, object? Value)>> written = [];
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = rows[i].Row(i + 1);
            if (reader.Add(row, rows[i]) is { IdentifiesOrder: false })
                written.Add(row.Write(Operation.Cancellation, Rows.NoDefaults));
        }

        BatchedOrder[] held = [.. reader.TakeRest().Where(order => order.IsHeldBack)];
        // Together, and each order with a bad row alone.
        AssertHeldBackAgain([.. written, .. held.SelectMany(order => order.AllRows)]);
        foreach (BatchedOrder order in held.Where(order => !order.IsComplete))
            AssertHeldBackAgain([.. order.AllRows]);
    }

    private static void AssertHeldBackAgain(IReadOnlyList<(Field Field, object? Value)>[] written)
    {
        Assert.Empty(ReadAgain(written, value => value));
        Assert.Empty(ReadAgain(written, value => value is null ? "" : Convert.ToString(value, CultureInfo.InvariantCulture)));
    }

    private static void AssertAllReported(GeneratedRow[] rows, bool asStream)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults, asStream);
        List<BadRow> problems = [];
        List<BatchedOrder> orders = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (reader.Add(rows[i].Row(i + 1), rows[i]) is { } bad)
                problems.Add(bad);
            orders.AddRange(reader.TakeComplete());
        }

        orders.AddRange(reader.TakeRest());

        Assert.Equal(
            rows.Length,
            problems.Count + reader.BlankRows
                + orders.Sum(order => order.IsHeldBack ? order.ValidRows + order.Contradictions.Count : order.Request.Items.Count));
        // The rows of an order that is held back are written completely, each bad row at most once.
        Assert.All(
            orders,
            order => Assert.Equal(order.ValidRows + order.Contradictions.Count + order.BadRows.Count, order.AllRows.Count()));
        Assert.Equal(orders.Sum(order => order.BadRows.Count), orders.SelectMany(order => order.BadRows).Distinct().Count());
        if (asStream)
            return;

        // An order is one request, and none goes of which a row is bad.
        Assert.Equal(orders.Count, orders.Select(order => (order.Request.Order, order.Request.Reference)).Distinct().Count());
        foreach (OrderAddress order in orders.Where(order => !order.IsHeldBack).Select(order => order.Request.Order))
        {
            Assert.DoesNotContain(problems, problem => problem.OrderId is not null && problem.OrderId == order.Id);
            Assert.DoesNotContain(problems, problem =>
                problem.OrderId is null && problem.OrderExternalRef is not null && problem.OrderExternalRef == order.ExternalRef);
        }
    }

    /// <summary>Returns the orders that would be sent if the rows of these orders came in again.</summary>
    private static IEnumerable<BatchedOrder> ReadAgain(
        IReadOnlyList<(Field Field, object? Value)>[] written, Func<object?, object?> write)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        int number = 0;
        foreach (IReadOnlyList<(Field Field, object? Value)> cells in written)
            reader.Add(Rows.Of(++number, [.. cells.Select(cell => (cell.Field.ToString(), write(cell.Value)))]), null);
        // A row that may belong to any order holds back the whole input.
        return reader.UnidentifiedRows.Count > 0 ? [] : reader.TakeRest().Where(again => !again.IsHeldBack);
    }
}
