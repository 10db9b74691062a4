using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace KornitX;

/// <summary>A list that reads as its elements where an array would read as the name of its type, as in a cell of Export-Csv.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class ItemList<T> : ReadOnlyCollection<T>
{
    internal ItemList(IList<T> list)
        : base(list)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this);
}
