using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Sorts bad rows into what is reported: those with a shared cause once, those that may belong to any order with the
/// whole input, and the others each on its own.
/// </summary>
/// <typeparam name="TInput">What a row came as.</typeparam>
public sealed class BadRows<TInput>
{
    private readonly int _kept;
    private readonly Dictionary<string, BadRowGroup<TInput>> _bySharedCause = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BadRowGroup<TInput>> _unidentified = new(StringComparer.Ordinal);

    /// <summary>No bad rows yet.</summary>
    /// <param name="kept">How many inputs to keep of rows with a shared cause.</param>
    public BadRows(int kept) => _kept = kept;

    /// <summary>The rows of known orders that are bad for a shared cause, in order of first appearance.</summary>
    public IReadOnlyList<BadRowGroup<TInput>> WithSharedCause => [.. _bySharedCause.Values];

    /// <summary>The rows that may belong to any order, by what is wrong with them. While there are any, nothing may be sent.</summary>
    public IReadOnlyList<BadRowGroup<TInput>> Unidentified => [.. _unidentified.Values];

    /// <summary>Adds a bad row.</summary>
    /// <param name="error">What is wrong with it.</param>
    /// <param name="input">What it came as.</param>
    /// <param name="isOwnError">Whether it is an error of its own, to be reported now.</param>
    /// <returns>Whether it is the first with its shared cause.</returns>
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
/// <typeparam name="TInput">What a row came as.</typeparam>
public sealed class BadRowGroup<TInput>
{
    private const int NumbersShown = 5;

    private readonly List<TInput> _inputs = [];
    private readonly List<int> _numbers = [];
    private int _last;
    private bool _isGapless = true;

    internal BadRowGroup(RowError first) => First = first;

    /// <summary>The first of them.</summary>
    public RowError First { get; }

    /// <summary>How many rows of the input there are.</summary>
    public int Count { get; private set; }

    /// <summary>What they came as, as many as are kept.</summary>
    public IReadOnlyList<TInput> Inputs => _inputs;

    /// <summary>The rows as a message names them: "Row 2", "Rows 1 to 200", "Rows 2, 5, 9, 12, 14 and 40 more".</summary>
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
        // Rows inside a row share its number and its input.
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
