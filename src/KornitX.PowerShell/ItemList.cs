using System.Collections.ObjectModel;

namespace KornitX;

/// <summary>A list that is shown as its elements, such as by Export-Csv, which shows an array as the name of its type.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ItemList<T> : ReadOnlyCollection<T>
{
    internal ItemList(IList<T> list)
        : base(list)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this);
}
