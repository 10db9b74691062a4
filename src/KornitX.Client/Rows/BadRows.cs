using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Groups bad rows for error reporting: rows with a shared cause are one error, rows that may belong to any order prevent the
/// whole input from being sent, and each of the others is an error of its own.
/// </summary>
/// <typeparam name="TInput">The type of the input object of a row.</typeparam>
public sealed class BadRows<TInput>
{
    private readonly int _kept;
    private readonly Dictionary<string, BadRowGroup<TInput>> _bySharedCause = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BadRowGroup<TInput>> _unidentified = new(StringComparer.Ordinal);

    /// <summary>Creates an empty collection.</summary>
    /// <param name="kept">How many input objects to keep per group of rows with a shared cause.</param>
    public BadRows(int kept) => _kept = kept;

    /// <summary>The rows of identified orders that are bad for a shared cause, in order of first appearance.</summary>
    public IReadOnlyList<BadRowGroup<TInput>> WithSharedCause => [.. _bySharedCause.Values];

    /// <summary>The rows that may belong to any order, grouped by error. If there are any, nothing may be sent.</summary>
    public IReadOnlyList<BadRowGroup<TInput>> Unidentified => [.. _unidentified.Values];

    /// <summary>Adds a bad row.</summary>
    /// <param name="error">Its error.</param>
    /// <param name="input">Its input object.</param>
    /// <param name="isOwnError">Whether it is an error of its own, to be reported at once.</param>
    /// <returns>Whether it is the first row with its shared cause.</returns>
    public bool Add(RowError error, TInput input, out bool isOwnError)
    {
        isOwnError = error.SharedCause is null && !(error.IsMissing && !error.IdentifiesOrder);
        if (!error.IdentifiesOrder)
            return Add(_unidentified, error.SharedCause ?? error.Problem, error, input, int.MaxValue);
        return error.SharedCause is { } cause && Add(_bySharedCause, cause, error, input, _kept);
    }

    private static bool Add(Dictionary<string, BadRowGroup<TInput>> groups, string key, RowError error, TInput input, int kept)
    {
        bool isFirst = !groups.TryGetValue(key, out BadRowGroup<TInput>? group);
        if (isFirst)
            groups.Add(key, group = new BadRowGroup<TInput>(error));
        group!.Add(error, input, kept);
        return isFirst;
    }
}

/// <summary>Rows that are bad for the same reason.</summary>
/// <typeparam name="TInput">The type of the input object of a row.</typeparam>
public sealed class BadRowGroup<TInput>
{
    private const int NumbersShown = 5;

    private readonly List<TInput> _inputs = [];
    private readonly List<int> _numbers = [];
    private int _last;
    private bool _isGapless = true;

    internal BadRowGroup(RowError first) => First = first;

    /// <summary>The error of the first row.</summary>
    public RowError First { get; }

    /// <summary>The number of rows of the input.</summary>
    public int Count { get; private set; }

    /// <summary>The input objects that were kept.</summary>
    public IReadOnlyList<TInput> Inputs => _inputs;

    /// <summary>The rows as messages name them: "Row 2", "Rows 1 to 200", "Rows 2, 5, 9, 12, 14 and 40 more".</summary>
    public string Name
    {
        get
        {
            if (Count == 1)
                return $"Row {_numbers[0]}";
            if (_isGapless && Count > 2)
                return $"Rows {_numbers[0]} to {_last} ({Digits(Count)} rows)";
            string[] shown = [.. _numbers.Select(Digits)];
            return Count > shown.Length
                ? $"Rows {string.Join(", ", shown)} and {Digits(Count - shown.Length)} more"
                : $"Rows {string.Join(", ", shown, 0, shown.Length - 1)} and {shown[shown.Length - 1]}";
        }
    }

    internal void Add(RowError error, TInput input, int kept)
    {
        // Nested rows share the number and the input object of the outer row.
        if (Count > 0 && error.RowNumber == _last)
            return;

        _isGapless &= Count == 0 || error.RowNumber == _last + 1;
        _last = error.RowNumber;
        Count++;
        if (_numbers.Count < NumbersShown)
            _numbers.Add(error.RowNumber);
        if (_inputs.Count < kept)
            _inputs.Add(input);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
