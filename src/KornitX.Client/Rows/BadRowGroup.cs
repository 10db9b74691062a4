using System.Globalization;

namespace KornitX.Client;

/// <summary>Rows that are bad for the same reason, and are one error.</summary>
public sealed class BadRowGroup
{
    private const int NumbersShown = 5;

    private readonly int _kept;
    private readonly List<object?> _inputs = [];
    private readonly List<int> _numbers = [];
    private int _last;
    private bool _isGapless = true;

    /// <param name="kept">How many input objects to keep.</param>
    internal BadRowGroup(BadRow first, int kept)
    {
        First = first;
        _kept = kept;
        first.IsFirstOfGroup = true;
    }

    /// <summary>The first row.</summary>
    public BadRow First { get; }

    /// <summary>The number of rows of the input.</summary>
    public int Count { get; private set; }

    /// <summary>The input objects that were kept.</summary>
    public IReadOnlyList<object?> Inputs => _inputs;

    /// <summary>
    /// The rows and why they can't be sent: "Row 2 (41, 12, x): …", "Rows 1 to 200: …", "Rows 2, 5, 9, 12, 14 and 40 more: …".
    /// </summary>
    public string Message =>
        Count == 1 ? First.Message : BadRow.Describe(Name, isOne: false, First.SharedProblem ?? First.Problem);

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

    internal void Add(BadRow row)
    {
        // Nested rows share the number and the input object of the outer row.
        int number = row.RowNumber;
        if (Count > 0 && number == _last)
            return;

        _isGapless &= Count == 0 || number == _last + 1;
        _last = number;
        Count++;
        if (_numbers.Count < NumbersShown)
            _numbers.Add(number);
        if (_inputs.Count < _kept)
            _inputs.Add(row.Input);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
