using System.Collections;
using System.Collections.Specialized;

namespace KornitX.Commands;

/// <summary>
/// Converts what PowerShell binds to -Item to input objects. Lists are enumerated as in the pipeline. PowerShell enumerates an
/// ExpandoObject as key-value pairs; these are combined to one object again if that is clear.
/// </summary>
internal sealed class InputObjects
{
    private const string MixedPairs =
        "is made of the pairs of a dictionary, which do not say where a row ends, and the rows have different keys. "
        + "Convert each dictionary with [pscustomobject], or pass them with -Item";

    /// <summary>The pairs of the current object, and the object before it, which is returned once the next one has the same keys.</summary>
    private OrderedDictionary? _pairs;
    private OrderedDictionary? _previous;

    /// <summary>Returns the objects that are complete.</summary>
    public IEnumerable<object?> Take(PSObject?[]? bound)
    {
        foreach (PSObject? element in bound ?? [null])
        {
            if (AsPair(element?.BaseObject) is { } pair)
            {
                if (_pairs?.Contains(pair.Key) == true)
                {
                    foreach (object complete in TakePairs())
                        yield return complete;
                }

                (_pairs ??= []).Add(pair.Key, pair.Value);
                continue;
            }

            foreach (object? remaining in TakeRemaining())
                yield return remaining;
            foreach (object? inner in Enumerate(element))
                yield return inner;
        }

        // Pairs that are bound together belong to one object; through the pipeline they arrive one by one.
        if (_pairs is not null && bound!.Length > 1)
        {
            foreach (object? remaining in TakeRemaining())
                yield return remaining;
        }
    }

    /// <summary>Returns the last objects when the input has ended.</summary>
    public IEnumerable<object?> TakeRemaining()
    {
        foreach (object complete in TakePairs())
            yield return complete;
        if (_previous is { } last)
        {
            _previous = null;
            yield return last;
        }
    }

    private IEnumerable<object> TakePairs()
    {
        if (_pairs is not { } pairs)
            yield break;
        OrderedDictionary? previous = _previous;
        _pairs = null;
        _previous = pairs;
        if (previous is null)
            yield break;

        bool isClear = previous.Count == pairs.Count && previous.Keys.Cast<object>().All(pairs.Contains);
        yield return isClear ? previous : new UnreadableInput(MixedPairs);
        if (!isClear)
        {
            _previous = null;
            yield return new UnreadableInput(MixedPairs);
        }
    }

    private static IEnumerable<object?> Enumerate(PSObject? element)
    {
        IEnumerator? list = null;
        bool hasMore = true;
        while (hasMore)
        {
            object? next;
            try
            {
                list ??= InputRows.AsList(element)?.GetEnumerator();
                hasMore = list is not null;
                if (list?.MoveNext() == false)
                    yield break;
                next = list is null ? element : list.Current;
            }
            catch (Exception exception) when (exception is not PipelineStoppedException)
            {
                next = new UnreadableInput($"can't be read from its list: {exception.Message}");
                hasMore = false;
            }

            yield return next;
        }
    }

    private static DictionaryEntry? AsPair(object? element) => element switch
    {
        KeyValuePair<string, object?> pair => new DictionaryEntry(pair.Key, pair.Value),
        DictionaryEntry entry => entry,
        _ => null,
    };
}

/// <summary>An input object that could not be read.</summary>
/// <param name="problem">Why, as the end of a sentence.</param>
internal sealed class UnreadableInput(string problem)
{
    public string Problem { get; } = problem;
}
