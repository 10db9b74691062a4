namespace KornitX.Commands;

/// <summary>Errors of orders that can't be settled. Nothing is recorded for them.</summary>
internal static class SettlementErrors
{
    private const string List = "Get-KornitXJournal -State Unknown lists the orders that can be settled.";

    public static ErrorRecord NotUnknown(JournaledOrder order) => ErrorRecords.Make(
        "NotUnknown", ErrorCategory.InvalidOperation, order,
        $"The {order} is {order.State} in the journal, not Unknown. Nothing was recorded. Settle only orders whose outcome is unknown.",
        List + " To settle an order again that was settled, use -Force.");

    /// <summary>The journal did not take a settlement.</summary>
    public static ErrorRecord NotSettled(SettlementResult result, JournaledOrder order, Settlement settlement) => result switch
    {
        SettlementResult.WrongBookingId => ErrorRecords.Make(
            "WrongBookingId", ErrorCategory.InvalidArgument, order,
            $"The {order} was not settled: {settlement.BookingId} is the ID of this order, of one of its items, or of another order's "
            + $"{order.Operation.ToLowerInvariant()} in the journal. Nothing was recorded. "
            + $"Specify the {order.Operation.ToLowerInvariant()} ID that Order Manager shows, or omit -Id.",
            "Each booking ID belongs to one order."),
        SettlementResult.NotFound => ErrorRecords.Make(
            "NotUnknown", ErrorCategory.InvalidOperation, order,
            $"The {order} was sent again after it was read from the journal. Nothing was recorded. Read it again with Get-KornitXJournal.",
            List),
        _ => NotUnknown(JournalSettler.ReadAgain(order)),
    };

    /// <summary>There is no terminal at which the operator could be asked.</summary>
    public static ErrorRecord NotInteractive(JournaledOrder order) => ErrorRecords.Make(
        "NotInteractive", ErrorCategory.InvalidArgument, order,
        $"The {order} was not settled, because this session can't ask whether it is booked. Nothing was recorded. "
        + "Specify -Booked or -NotBooked.",
        List);

    public static ErrorRecord NotInJournal(string path) => ErrorRecords.Make(
        "OrderNotInJournal", ErrorCategory.ObjectNotFound, path,
        $"The journal '{path}' has no such order. Nothing was recorded. Specify the ID or reference that the journal has.",
        List + " An order that was sent by reference has no ID until KornitX responds.");

    public static ErrorRecord NotOfJournal(PSObject? input) => ErrorRecords.Make(
        "OrderNotInJournal", ErrorCategory.InvalidArgument, input,
        "The object is not an order in a journal: it has no Path or no Number, or no order. Nothing was recorded. "
        + "Pipe in objects from Get-KornitXJournal.",
        List + " If you select properties, include Path, Number, OrderId, OrderExternalRef, Reference and Items.");

    /// <summary>The journal has no order at the place of the one that was read, or another one.</summary>
    public static ErrorRecord OtherOrder(ShownOrder shown, JournaledOrder? other) => ErrorRecords.Make(
        "NotUnknown", ErrorCategory.InvalidOperation, shown.Input,
        (other is null
            ? $"The {shown} was sent again after it was read from the journal."
            : $"The {shown} is not the order that the journal '{shown.Path}' has in its place: {other}.")
        + " Nothing was recorded. Read it again with Get-KornitXJournal.",
        List + " The order was sent again, or the file was replaced by another journal.");

    public static ErrorRecord Ambiguous(string path, IReadOnlyList<JournaledOrder> orders) => ErrorRecords.Make(
        "AmbiguousOrder", ErrorCategory.InvalidArgument, orders,
        $"The journal '{path}' has {orders.Count} unknown orders that match. Nothing was recorded. "
        + "Specify -Reference too, or pipe in one order.",
        List);

    public static ErrorRecord NoOrderNamed(string path) => ErrorRecords.Make(
        "AmbiguousOrder", ErrorCategory.InvalidArgument, path,
        $"No order of the journal '{path}' was specified. Nothing was recorded. "
        + "Specify -OrderId, -OrderExternalRef, or -Reference, or pipe orders in from Get-KornitXJournal.",
        List);

    public static ErrorRecord OneIdForSeveral(IReadOnlyList<PSObject> orders) => ErrorRecords.Make(
        "AmbiguousOrder", ErrorCategory.InvalidArgument, orders.ToArray(),
        $"One -Id was specified for {orders.Count} orders. Nothing was recorded. "
        + "Settle each order with its own ID, or all of them without -Id.",
        "The ID identifies one cancellation or return in KornitX. It is optional.");

    public static ErrorRecord SwitchedOff() => ErrorRecords.Make(
        "AmbiguousOrder", ErrorCategory.InvalidArgument, null,
        "Neither -Booked nor -NotBooked is set. Nothing was recorded. Specify the one that Order Manager shows.",
        "-Booked:$false does not mean -NotBooked.");
}
