using System.Globalization;

namespace KornitX.Client;

/// <summary>
/// Groups bad rows for error reporting: rows with a shared problem are one error, rows that may belong to any order prevent the
/// whole input from being sent, and each of the others is an error of its own.
/// </summary>
internal sealed class BadRows
{
    private readonly int _kept;
    private readonly Dictionary<string, BadRowGroup> _withSharedProblem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BadRowGroup> _unidentified = new(StringComparer.Ordinal);

    /// <summary>Creates an empty collection.</summary>
    /// <param name="kept">How many input objects to keep per group of rows with a shared problem.</param>
    public BadRows(int kept) => _kept = kept;

    /// <summary>The rows of identified orders that are bad for a shared reason, in order of first appearance.</summary>
    public IReadOnlyList<BadRowGroup> WithSharedProblem => [.. _withSharedProblem.Values];

    /// <summary>The rows that may belong to any order, grouped by error. If there are any, nothing may be sent.</summary>
    public IReadOnlyList<BadRowGroup> Unidentified => [.. _unidentified.Values];

    /// <summary>Adds a bad row.</summary>
    public void Add(BadRow row)
    {
        RowError error = row.Error;
        if (!error.IdentifiesOrder)
            Add(_unidentified, error.SharedProblem ?? error.Problem, row, int.MaxValue);
        else if (error.SharedProblem is { } shared)
            Add(_withSharedProblem, shared, row, _kept);
    }

    private static void Add(Dictionary<string, BadRowGroup> groups, string key, BadRow row, int kept)
    {
        if (!groups.TryGetValue(key, out BadRowGroup? group))
        {
            groups.Add(key, group = new BadRowGroup(row));
            row.IsFirstOfGroup = true;
        }

        group.Add(row, kept);
    }
}

/// <summary>Rows that are bad for the same reason.</summary>
public sealed class BadRowGroup
{
    private const int NumbersShown = 5;

    private readonly BadRow _first;
    private readonly List<object?> _inputs = [];
    private readonly List<int> _numbers = [];
    private int _last;
    private bool _isGapless = true;

    internal BadRowGroup(BadRow first) => _first = first;

    /// <summary>The error of the first row.</summary>
    public RowError First => _first.Error;

    /// <summary>The number of rows of the input.</summary>
    public int Count { get; private set; }

    /// <summary>The input objects that were kept.</summary>
    public IReadOnlyList<object?> Inputs => _inputs;

    /// <summary>
    /// The rows and why they can't be sent: "Row 2 (41, 12, x): …", "Rows 1 to 200: …", "Rows 2, 5, 9, 12, 14 and 40 more: …".
    /// </summary>
    public string Message =>
        Count == 1 ? First.Message : RowError.Describe(Name, isOne: false, First.SharedProblem ?? First.Problem);

    private string Name
    {
        get
        {
            if (_isGapless && Count > 2)
                return $"Rows {Digits(_numbers[0])} to {Digits(_last)}";
            string[] shown = [.. _numbers.Select(Digits)];
            return Count > shown.Length
                ? $"Rows {string.Join(", ", shown)} and {Digits(Count - shown.Length)} more"
                : $"Rows {string.Join(", ", shown, 0, shown.Length - 1)} and {shown[shown.Length - 1]}";
        }
    }

    internal void Add(BadRow row, int kept)
    {
        // Nested rows share the number and the input object of the outer row.
        int number = row.Error.RowNumber;
        if (Count > 0 && number == _last)
            return;

        _isGapless &= Count == 0 || number == _last + 1;
        _last = number;
        Count++;
        if (_numbers.Count < NumbersShown)
            _numbers.Add(number);
        if (_inputs.Count < kept)
            _inputs.Add(row.Input);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
