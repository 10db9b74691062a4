using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Makes of a row either an item of an order or the one reason why not. No value is passed over: a field that is there
/// but can't be read spoils the row even where the rest would do without it.
/// </summary>
public sealed class RowReader
{
    private readonly Operation _operation;
    private readonly OrderDefaults _defaults;

    /// <summary>A reader for one command.</summary>
    public RowReader(Operation operation, OrderDefaults defaults)
    {
        _operation = operation;
        _defaults = defaults;
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="good">What it says; meaningful when the result is null.</param>
    /// <returns>Why it can't be sent; null when it can.</returns>
    public RowError? Read(Row row, out ParsedRow good)
    {
        Reading reading = new(row);
        long? orderId = _defaults.OrderId is { } givenId ? reading.Check(Field.OrderId, givenId) : reading.Id(Field.OrderId);
        string? orderRef = _defaults.OrderExternalRef is { } givenRef
            ? reading.Check(Field.OrderExternalRef, givenRef)
            : reading.Reference(Field.OrderExternalRef);
        string? reference = _defaults.Reference is { } given
            ? reading.Check(Field.Reference, given)
            : reading.Reference(Field.Reference);
        long? itemId = reading.Id(Field.ItemId);
        string? itemRef = reading.Reference(Field.ItemExternalRef);
        reading.Combined(ref itemId, ref itemRef);
        int quantity = (int)(reading.Whole(Field.Quantity, int.MaxValue) ?? 0);

        bool mixed = false;
        Addressing? addressing = null;
        if (reading.Problem is null)
        {
            addressing = Choose(reading.Wish, orderId, orderRef, itemId, itemRef);
            if (addressing is null)
                reading.Problem = Missing(orderId, orderRef, itemId, itemRef, out mixed);
            else if (addressing != Addressing.Id && Client.Reference.ProblemInPath(orderRef!, addressing.Value) is { } inPath)
                reading.Problem = $"{Field.OrderExternalRef} {RowValue.Show(orderRef!)} {inPath}";
            else if (quantity == 0)
                reading.Problem = $"{Field.Quantity} is missing";
            else if (reference is null && _operation.ReferenceRequired)
                reading.Problem = $"{Field.Reference} is missing; a return needs one, in the row or as -Reference";
        }

        if (reading.Problem is { } problem)
        {
            good = default;
            return Problem(row, problem, mixed);
        }

        good = new ParsedRow(new OrderAddress(addressing!.Value, orderId, orderRef), reference, new OrderItem(itemId, itemRef, quantity));
        return null;
    }

    /// <summary>A problem that was found before the row's fields were read.</summary>
    /// <param name="row">The row, with what is known of it.</param>
    /// <param name="problem">What is wrong, as the end of a sentence.</param>
    public RowError Problem(Row row, string problem) => Problem(row, problem, isMixedAddressing: false);

    private RowError Problem(Row row, string problem, bool isMixedAddressing)
    {
        long[] ids = _defaults.OrderId is { } givenId ? [givenId] : Reading.Ids(row);
        string[] references = _defaults.OrderExternalRef is { } givenRef ? [givenRef] : Reading.References(row);
        RowError told = RowError.Of(
            row,
            problem,
            isMixedAddressing,
            ids.Length > 0 ? ids[0] : null,
            references.Length > 0 ? references[0] : null);
        return ids.Length <= 1 && references.Length <= 1 ? told : told with
        {
            OtherNames =
            [
                .. ids.Skip(1).Select(id => ((long?)id, (string?)null)),
                .. references.Skip(1).Select(reference => ((long?)null, (string?)reference)),
            ],
        };
    }

    /// <summary>The addressing that the row carries completely; the most exact one where it carries several.</summary>
    private static Addressing? Choose(Addressing? wish, long? orderId, string? orderRef, long? itemId, string? itemRef)
    {
        bool byId = orderId is not null && itemId is not null;
        bool byRef = orderRef is not null && itemRef is not null;
        return wish switch
        {
            Addressing.Id when byId => wish,
            Addressing.ExternalRef when byRef => wish,
            _ => byId && byRef ? Addressing.Combined : byId ? Addressing.Id : byRef ? Addressing.ExternalRef : null,
        };
    }

    private static string Missing(long? orderId, string? orderRef, long? itemId, string? itemRef, out bool mixed)
    {
        bool order = orderId is not null || orderRef is not null;
        bool item = itemId is not null || itemRef is not null;
        mixed = order && item;
        return (order, item) switch
        {
            (false, false) => "it names no order and no item. Give OrderId and ItemId, or OrderExternalRef and ItemExternalRef, or all four",
            (false, true) => "it names no order. Give OrderId, OrderExternalRef or both, in the row or on the command line",
            (true, false) => "it names no item. Give ItemId (or id), ItemExternalRef (or external_ref), both, or combined",
            _ when orderId is not null => $"OrderId '{orderId}' names the order by ID, but ItemExternalRef {RowValue.Show(itemRef!)} names the item by reference. Give ItemId or OrderExternalRef too",
            _ => $"OrderExternalRef {RowValue.Show(orderRef!)} names the order by reference, but ItemId '{itemId}' names the item by ID. Give ItemExternalRef or OrderId too",
        };
    }

    /// <summary>Reads the fields of one row and keeps the first problem.</summary>
    private sealed class Reading
    {
        private readonly Row _row;

        public Reading(Row row)
        {
            _row = row;
            // Anything but one of the three words is somebody's column of another meaning.
            string? wish = row[Field.Addressing].Raw as string;
            if (Enum.TryParse(wish, ignoreCase: true, out Addressing addressing)
                && string.Equals(wish, addressing.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                Wish = addressing;
            }
        }

        public string? Problem { get; set; }

        public Addressing? Wish { get; }

        public long? Id(Field field) => Whole(field, long.MaxValue);

        public long? Whole(Field field, long maximum) =>
            Read(field, raw => RowValue.TryWholeNumber(raw, maximum, out long number) ? number : (long?)null, () => $"is not a whole number from 1 to {maximum}");

        public string? Reference(Field field)
        {
            string? reference = Read(field, RowValue.AsReference, () => "is not text");
            return reference is null ? null : Check(field, reference);
        }

        public string? Check(Field field, string reference)
        {
            if (Client.Reference.Problem(reference) is not { } problem)
                return reference;
            Problem ??= $"{field} {RowValue.Show(reference)} {problem}";
            return null;
        }

        public long? Check(Field field, long id)
        {
            if (id >= 1)
                return id;
            Problem ??= $"{field} {RowValue.Show(id)} is not a whole number from 1 to {long.MaxValue}";
            return null;
        }

        /// <summary>All that the row says of its order's ID and can be read.</summary>
        public static long[] Ids(Row row) =>
            [.. row.All(Field.OrderId).Select(raw => RowValue.TryWholeNumber(raw, long.MaxValue, out long id) ? id : 0).Where(id => id > 0).Distinct()];

        /// <summary>All that the row says of its order's reference and can be read.</summary>
        public static string[] References(Row row) =>
            [.. row.All(Field.OrderExternalRef).Select(RowValue.AsReference).OfType<string>().Where(text => Client.Reference.Problem(text) is null).Distinct()];

        /// <summary>The item's reference and ID out of the joined field. The reference may have hyphens of its own.</summary>
        public void Combined(ref long? itemId, ref string? itemRef)
        {
            string? combined = Reference(Field.Combined);
            if (combined is null)
                return;

            int hyphen = combined.LastIndexOf('-');
            if (hyphen < 1
                || string.IsNullOrWhiteSpace(combined.Substring(0, hyphen))
                || !RowValue.TryWholeNumber(combined.Substring(hyphen + 1), long.MaxValue, out long id))
            {
                Problem ??= $"{_row[Field.Combined].Name} {RowValue.Show(combined)} is not an item's reference, a hyphen and its KornitX ID";
                return;
            }

            string reference = combined.Substring(0, hyphen);
            if ((itemId ?? id) != id || !string.Equals(itemRef ?? reference, reference, StringComparison.Ordinal))
                Problem ??= $"{_row[Field.Combined].Name} {RowValue.Show(combined)} and the row's other item fields name different items";
            itemId = id;
            itemRef = reference;
        }

        private T? Read<T>(Field field, Func<object, T?> parse, Func<string> otherwise)
        {
            Row.Value first = _row[field];
            if (first.Raw is null)
                return default;

            T? value = parse(first.Raw);
            if (value is null)
            {
                Problem ??= $"{first.Name} {RowValue.Show(first.Raw)} {otherwise()}";
                return default;
            }

            foreach (Row.Value other in _row.More(field))
            {
                if (!EqualityComparer<T?>.Default.Equals(parse(other.Raw), value))
                {
                    Problem ??= $"{first.Name} {RowValue.Show(first.Raw)} and {other.Name} {RowValue.Show(other.Raw)} say different things of the same field";
                    return default;
                }
            }

            return value;
        }
    }
}
