using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;

namespace KornitX.Orders;

/// <summary>
/// The input objects out of what PowerShell binds to -Item: any list gives its elements, as the pipeline does. The keys and
/// values into which PowerShell takes an ExpandoObject apart become one object again.
/// </summary>
internal sealed class InputObjects
{
    private OrderedDictionary? _pairs;

    /// <summary>The objects that are complete.</summary>
    public IEnumerable<object?> Take(PSObject?[]? bound)
    {
        foreach (PSObject? element in bound ?? [null])
        {
            if (AsPair(element?.BaseObject) is { } pair)
            {
                if (_pairs?.Contains(pair.Key) == true)
                    yield return TakePairs();
                (_pairs ??= []).Add(pair.Key, pair.Value);
                continue;
            }

            if (_pairs is not null)
                yield return TakePairs();
            if (InputRows.AsList(element) is not { } list)
            {
                yield return element;
                continue;
            }

            foreach (object? inner in list)
                yield return inner;
        }

        // Bound at once, they are all of one object; down the pipeline they come one by one.
        if (_pairs is not null && bound!.Length > 1)
            yield return TakePairs();
    }

    /// <summary>What is left at the end of the input.</summary>
    public IEnumerable<object?> TakeRemaining()
    {
        if (_pairs is not null)
            yield return TakePairs();
    }

    private OrderedDictionary TakePairs()
    {
        OrderedDictionary taken = _pairs!;
        _pairs = null;
        return taken;
    }

    private static DictionaryEntry? AsPair(object? element) => element switch
    {
        KeyValuePair<string, object?> pair => new DictionaryEntry(pair.Key, pair.Value),
        DictionaryEntry entry => entry,
        _ => null,
    };
}
