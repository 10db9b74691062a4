using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace KornitX.Errors;

/// <summary>Errors of orders that can't be settled. Nothing is recorded for them.</summary>
internal static class SettlementErrors
{
    private const string List = "Get-KornitXJournal -State Unknown lists the orders that can be settled.";

    public static ErrorRecord NotUnknown(JournaledOrder order) => ErrorRecords.Make(
        "NotUnknown",
        ErrorCategory.InvalidOperation,
        order,
        $"The {order} is {order.State} in the journal, not Unknown. Nothing was recorded. Settle only orders whose outcome is unknown.",
        List);

    public static ErrorRecord SentAgain(JournaledOrder order) => ErrorRecords.Make(
        "NotUnknown",
        ErrorCategory.InvalidOperation,
        order,
        $"The {order} was sent again after it was read from the journal. Nothing was recorded. Read it again with Get-KornitXJournal.",
        List);

    public static ErrorRecord NotInJournal(string path) => ErrorRecords.Make(
        "OrderNotInJournal",
        ErrorCategory.ObjectNotFound,
        path,
        $"The journal '{path}' has no such order. Nothing was recorded. Specify the ID or reference that the journal has.",
        List + " An order that was sent by reference has no ID until KornitX responds.");

    public static ErrorRecord NotOfJournal(PSObject? input) => ErrorRecords.Make(
        "OrderNotInJournal",
        ErrorCategory.InvalidArgument,
        input,
        "The object is not an order of a journal: it lacks Path or Number. Nothing was recorded. Pipe in the objects of Get-KornitXJournal.",
        List + " If you select properties of them, keep Path and Number.");

    public static ErrorRecord CopyIsOld(string path, PSObject input) => ErrorRecords.Make(
        "NotUnknown",
        ErrorCategory.InvalidOperation,
        input,
        $"The journal '{path}' no longer has this order as the object has it. Nothing was recorded. Read it again with Get-KornitXJournal.",
        List + " The order was sent again since, or the journal is another one.");

    public static ErrorRecord Ambiguous(string path, IReadOnlyList<JournaledOrder> orders) => ErrorRecords.Make(
        "AmbiguousOrder",
        ErrorCategory.InvalidArgument,
        orders,
        $"The journal '{path}' has {orders.Count} unknown orders that match. Nothing was recorded. Specify -Reference too, or pipe in one order.",
        List);

    public static ErrorRecord NoOrderNamed(string path) => ErrorRecords.Make(
        "AmbiguousOrder",
        ErrorCategory.InvalidArgument,
        path,
        $"No order of the journal '{path}' was specified. Nothing was recorded. Specify -OrderId, -OrderExternalRef or -Reference, or pipe orders in from Get-KornitXJournal.",
        List);

    public static ErrorRecord OneIdForSeveral(IReadOnlyList<JournaledOrder> orders) => ErrorRecords.Make(
        "AmbiguousOrder",
        ErrorCategory.InvalidArgument,
        orders.ToArray(),
        $"One -Id was specified for {orders.Count} orders. Nothing was recorded. Settle each order with its own ID, or all of them without -Id.",
        "The ID identifies one cancellation or return in KornitX. It is optional.");

    public static ErrorRecord SwitchedOff() => ErrorRecords.Make(
        "AmbiguousOrder",
        ErrorCategory.InvalidArgument,
        null,
        "Neither -Booked nor -NotBooked is set. Nothing was recorded. Specify the one that Order Manager shows.",
        "-Booked:$false does not mean -NotBooked.");
}
