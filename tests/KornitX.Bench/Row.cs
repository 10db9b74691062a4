namespace KornitX.Bench;

/// <summary>A row as the output of another cmdlet.</summary>
public sealed record Row(long OrderId, long ItemId, int Quantity)
{
    /// <summary>Returns the rows of a number of orders, lazily.</summary>
    public static IEnumerable<Row> Many(int orders, int rowsPerOrder)
    {
        for (int order = 1; order <= orders; order++)
        {
            for (int item = 1; item <= rowsPerOrder; item++)
                yield return new Row(45_000_000 + order, 12_000_000 + item, 1);
        }
    }
}
