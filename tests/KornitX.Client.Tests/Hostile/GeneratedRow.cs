using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace KornitX.Client.Tests.Hostile;

/// <summary>A row as it may come out of a spreadsheet or a script: names and raw values, good and bad.</summary>
/// <param name="Cells">The cells.</param>
internal sealed record GeneratedRow(IReadOnlyList<GeneratedRow.Cell> Cells)
{
    private static readonly (Field Field, string[] Names)[] Names =
    [
        (Field.OrderId, ["OrderId", "order_id", "ORDERID"]),
        (Field.OrderExternalRef, ["OrderExternalRef", "order_external_ref"]),
        (Field.ItemId, ["ItemId", "id", "item_id"]),
        (Field.ItemExternalRef, ["ItemExternalRef", "external_ref"]),
        (Field.Combined, ["combined", "Combined"]),
        (Field.Quantity, ["Quantity", "quantity"]),
        (Field.Reference, ["Reference", "reference"]),
        (Field.Addressing, ["Addressing"]),
    ];

    /// <summary>Few, so that rows meet in one order.</summary>
    private static readonly Gen<object?> Numbers = Gen.Frequency(
        (8, Gen.Choose(1, 3).Select(number => (object?)number.ToString(CultureInfo.InvariantCulture))),
        (2, Gen.Elements<object?>(1, 2L, 3UL, (BigInteger)2, (short)1, "0002", "9223372036854775807", int.MaxValue)),
        (1, Gen.Elements<object?>(
            0, -1, "0", "-1", "+1", "1.0", "1,000", "1e3", "0x10", " 1", "1 ", "1\u00A0", "٣", "５", "9223372036854775808", true, 1.0, 1m,
                2f, 1.5, 1e300, double.NaN, 2.50m, 'x', DateTime.MinValue,
            new object[] { 1 }, new Hashtable { ["a"] = 1 }, "", " ", null, DBNull.Value, DayOfWeek.Monday, "A", "\0", "\u001B[2J")));

    private static readonly Gen<object?> Texts = Gen.Frequency(
        (8, Gen.Elements<object?>("A", "B", "A-1", "POS-584551")),
        (2, Generators.Text.Select(text => (object?)text)),
        (2, Gen.Elements<object?>(
            "NULL", "#N/A", "'A", "A\u3164", "\U000E0020A",
            "=\"A\"", "=\"\"", "1E+11", "A\u200B", "\uFEFFA", "A\u00ADB", "e\u0301", "\u00E9", "a",
            Guid.Empty)),
        (1, Gen.Elements<object?>(
            1, 2L, "", " ", null, ".", "..", "A\n", "\uD83D", 1.5, true, new object[] { "A" }, new string('x', 8_000))));

    private static readonly Gen<object?> Joined = Gen.Frequency(
        (5, Gen.Elements<object?>("A-1", "B-2", "A-B-3", "POS-584551-2", "--1")),
        (1, Gen.Elements<object?>("A", "-1", "A-", "A-0", "A-x", "", null, 5)));

    private static readonly Gen<object?> Wishes = Gen.Elements<object?>("Id", "ExternalRef", "Combined", "", "New York", 1);

    public static Gen<GeneratedRow> Any1 { get; } =
        from cells in Gen.CollectToArray(Names, names => Gen.Frequency(
            (names.Field is Field.Combined or Field.Addressing ? 6 : 1, Gen.Constant<Cell[]>([])),
            (4, CellOf(names.Field, names.Names).Select(cell => new[] { cell })),
            (1, CellOf(names.Field, names.Names).Two().Select(
                two => two.Item1.Name == two.Item2.Name ? [two.Item1] : new[] { two.Item1, two.Item2 }))))
        select new GeneratedRow([.. cells.SelectMany(cell => cell)]);

    /// <summary>Rows that are made smaller by leaving cells out.</summary>
    public static Arbitrary<GeneratedRow> One { get; } = Arb.From(Any1, Smaller);

    /// <summary>Tables that are made smaller by leaving rows out, then cells.</summary>
    public static Arbitrary<GeneratedRow[]> Table { get; } = Arb.From(Any1.ArrayOf(), rows =>
        Enumerable.Range(0, rows.Length).Select(at => rows.Where((_, i) => i != at).ToArray())
            .Concat(
                rows.SelectMany((row, at) => Smaller(row).Select(smaller => rows.Select((it, i) => i == at ? smaller : it).ToArray()))));

    public Row Row(int number) => Rows.Of(number, [.. Cells.Select(cell => (cell.Name, cell.Value))]);

    /// <summary>The same row under headers that are written in another way.</summary>
    public GeneratedRow Renamed(Func<string, string> rename) => new([.. Cells.Select(cell => cell with { Name = rename(cell.Name) })]);

    public override string ToString() => "{ " + string.Join("; ", Cells) + " }";

    private static IEnumerable<GeneratedRow> Smaller(GeneratedRow row) =>
        Enumerable.Range(0, row.Cells.Count).Select(at => new GeneratedRow([.. row.Cells.Where((_, i) => i != at)]));

    private static Gen<Cell> CellOf(Field field, string[] names) =>
        from name in Gen.Elements(names)
        from value in field switch
        {
            Field.OrderId or Field.ItemId or Field.Quantity => Numbers,
            Field.Combined => Joined,
            Field.Addressing => Wishes,
            _ => Texts,
        }
        select new Cell(field, name, value);

    /// <summary>
    /// White space, fillers and format characters, of which a regular expression finds those of two UTF-16 units by these.
    /// </summary>
    private const string Invisible = @"[\s\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]|\uD804[\uDCBD\uDCCD]|\uD80D[\uDC30-\uDC3F]"
        + @"|\uD82F[\uDCA0-\uDCA3]|\uD834[\uDD73-\uDD7A]|\uDB40[\uDC01\uDC20-\uDC7F]";

    /// <summary>A cell.</summary>
    internal sealed record Cell(Field Field, string Name, object? Value)
    {
        public bool IsBlank => Value is null or DBNull || (Value is string && Reference.Length == 0);

        /// <summary>The value as a reference: without invisible characters at its ends and without a formula around it.</summary>
        public string Reference =>
            Visible(Visible(Text) is ['=', '"', .. string inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : Text);

        /// <summary>The value as a spreadsheet shows it.</summary>
        public string Text => Convert.ToString(Value, CultureInfo.InvariantCulture)!;

        private static string Visible(string text) => Regex.Replace(text, $"^({Invisible})+|({Invisible})+$", "");

        public override string ToString() => $"{Name} = {(Value is string ? $"'{Value}'" : $"{Text} ({Value?.GetType().Name ?? "null"})")}";
    }
}
