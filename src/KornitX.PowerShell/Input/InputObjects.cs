using System.Collections;
using System.Collections.Specialized;

namespace KornitX.Commands;

/// <summary>
/// Converts what PowerShell binds to -Item to input objects. Lists are enumerated as in the pipeline. PowerShell enumerates an
/// ExpandoObject and other generic dictionaries as key-value pairs; these are combined to one object again if that is clear.
/// </summary>
internal sealed class InputObjects
{
    private const string Advice = "Convert each dictionary with [pscustomobject], or pass them with -Item";
    private const string MixedPairs =
        $"is made of the pairs of a dictionary, which do not say where a row ends, and the rows have different keys. {Advice}";
    private const string StreamedPair = $"is a pair of a dictionary. With -Stream, pairs do not say where a row ends. {Advice}";

    /// <summary>The pairs of the current object, and the object before it, which is returned once the next one has the same keys.</summary>
    private OrderedDictionary? _pairs;
    private OrderedDictionary? _previous;

    /// <summary>Returns the objects that are complete.</summary>
    /// <param name="asStream">Whether they are sent before the input ends.</param>
    public IEnumerable<object?> Take(PSObject?[]? bound, bool asStream = false)
    {
        int pairs = 0;
        foreach (object? element in (bound ?? [null]).SelectMany(Enumerate))
        {
            if (AsPair(element) is { } pair)
            {
                pairs++;
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
            yield return element;
        }

        // Pairs that are bound together belong to one object; through the pipeline they arrive one by one.
        if (pairs > 1)
        {
            foreach (object? remaining in TakeRemaining())
                yield return remaining;
        }
        else if (pairs == 1 && asStream)
        {
            _pairs = null;
            yield return new UnreadableInput(StreamedPair);
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
                next = new UnreadableInput($"can't be read from its list: {UnreadableInput.Describe(exception)}");
                hasMore = false;
            }

            yield return next;
        }
    }

    /// <summary>Returns a pair whose key is text; null for anything else.</summary>
    private static DictionaryEntry? AsPair(object? element)
    {
        object? bare = element is PSObject wrapped ? wrapped.BaseObject : element;
        if (bare is DictionaryEntry entry)
            return InputRows.Unwrap(entry.Key) is string key ? new DictionaryEntry(key, entry.Value) : null;
        if (bare?.GetType() is not { IsGenericType: true } type || type.GetGenericTypeDefinition() != typeof(KeyValuePair<,>))
            return null;
        return type.GetProperty("Key")!.GetValue(bare) is string name
            ? new DictionaryEntry(name, type.GetProperty("Value")!.GetValue(bare))
            : null;
    }
}

/// <summary>An input object that could not be read.</summary>
/// <param name="problem">Why, as the end of a sentence.</param>
internal sealed class UnreadableInput(string problem)
{
    public string Problem { get; } = problem;

    /// <summary>Says what was thrown, as the end of a sentence. Any class may have thrown it, and its message may throw, too.</summary>
    public static string Describe(Exception exception)
    {
        try
        {
            return exception.Message.TrimEnd('.');
        }
        catch (Exception)
        {
            return exception.GetType().Name;
        }
    }
}
