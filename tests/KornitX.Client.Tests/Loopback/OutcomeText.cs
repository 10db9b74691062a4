namespace KornitX.Client.Tests;

internal static class OutcomeText
{
    /// <summary>All that an outcome says, in one line.</summary>
    public static string Describe(this Outcome outcome) => outcome switch
    {
        Outcome.Created created => "Created " + string.Join(", ", created.Bookings.Select(Describe)),
        Outcome.Rejected rejected =>
            $"Rejected {rejected.Status}{(rejected.IsPermission ? ", permission" : "")}: {rejected.Message ?? "(null)"}",
        Outcome.NotSent notSent => $"NotSent {notSent.Reason} x{notSent.Attempts}: {notSent.Message}",
        Outcome.Unknown unknown => $"Unknown: {unknown.Message}",
        _ => outcome.ToString(),
    };

    private static string Describe(Booking booking) =>
        $"{booking.Id} [{string.Join(", ", booking.Items.Select(Describe))}]";

    private static string Describe(BookedLine item) =>
        $"{Describe(item.ItemId)} of {Describe(item.OrderId)}, line {Describe(item.LineQuantity)}";

    private static string Describe(long? number) => number is null ? "null" : $"{number}";
}
