namespace KornitX.Commands;

/// <summary>Returns order items on KornitX that have been shipped.</summary>
/// <example>
/// Return one item of an order.
/// <code>
/// PS> New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 `
/// >>     -Reference RMA-1001
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///     752  45453572                  RMA-1001    False       1 x 12345680
/// </code>
/// Id is the ID that KornitX assigned to the return.
/// </example>
/// <example>
/// Return several items of an order in one request.
/// <code>
/// PS> $items = @{ ItemId = 12345680; Quantity = 1 },
/// >>     @{ ItemId = 12345681; Quantity = 2 }
/// PS> $items | New-KornitXReturn -OrderId 45453572 -Reference RMA-1002
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///     752  45453572                  RMA-1002    False       1 x 12345680,
///                                                            2 x 12345681
/// </code>
/// </example>
/// <example>
/// Return the items in a CSV file, with a journal to resume the run.
/// <code>
/// PS> Get-Content returns.csv
/// OrderExternalRef,ItemExternalRef,Quantity,Reference
/// POS-584552,ABCD,1,RMA-1003
/// POS-584552,EFGH,2,RMA-1003
/// POS-584558,IJKL,1,RMA-1004
/// PS> Import-Csv returns.csv | New-KornitXReturn -JournalPath returns.jsonl
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///     752  45453572 POS-584552       RMA-1003    False       1 x ABCD,
///                                                            2 x EFGH
///     753  45453578 POS-584558       RMA-1004    False       1 x IJKL
/// PS> Import-Csv returns.csv | New-KornitXReturn -JournalPath returns.jsonl |
/// >>     Select-Object Id, OrderExternalRef, FromJournal
///
///  Id OrderExternalRef FromJournal
///  -- ---------------- -----------
/// 752 POS-584552              True
/// 753 POS-584558              True
/// </code>
/// However the first run ends, the second one sends only what the first one did not book. In this example, that is nothing.
/// </example>
/// <example>
/// Identify an order by both its ID and its external reference.
/// <code>
/// PS> New-KornitXReturn -OrderId 45453572 -OrderExternalRef POS-584552 `
/// >>     -ItemId 12345680 -ItemExternalRef ABCD -Quantity 1 `
/// >>     -Reference RMA-1005
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///     752  45453572 POS-584552       RMA-1005    False       1 x ABCD
/// </code>
/// KornitX rejects the request unless both identify the same order and the same item.
/// </example>
/// <seealso cref="NewKornitXCancellationCommand"/>
/// <seealso cref="ConnectKornitXCommand"/>
/// <seealso cref="GetKornitXJournalCommand"/>
/// <seealso href="about_KornitX"/>
/// <seealso href="about_KornitX_Rows"/>
/// <seealso href="about_KornitX_Journal"/>
[Cmdlet(VerbsCommon.New, "KornitXReturn", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(Return))]
public sealed class NewKornitXReturnCommand() : OrderRequestCommand(Operation.Return)
{
    /// <summary>
    /// Specifies your own reference for the return, such as an RMA number. A return must have one; with -Item, it can come from
    /// the items instead. It takes precedence over the Reference of the items. Rows with different references are different
    /// requests.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [Parameter(ParameterSetName = ItemSet)]
    [ReferenceArgument]
    [ValidateNotNullOrEmpty]
    public override string? Reference { get; set; }
}
