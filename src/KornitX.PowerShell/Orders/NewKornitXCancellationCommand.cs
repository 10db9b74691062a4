namespace KornitX.Commands;

/// <summary>Cancels order items on KornitX that have not been shipped.</summary>
/// <example>
/// Cancel one item of an order.
/// <code>
/// PS> New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///  254001  45453571                              False       1 x 12345678
/// </code>
/// Id is the ID that KornitX assigned to the cancellation.
/// </example>
/// <example>
/// Cancel several items of an order by external reference.
/// <code>
/// PS> New-KornitXCancellation -OrderExternalRef POS-584551 -Item @(
/// >>     @{ ItemExternalRef = 'ABCD'; Quantity = 2 }
/// >>     @{ ItemExternalRef = 'EFGH'; Quantity = 1 }
/// >> )
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///  254001  45453571 POS-584551                   False       2 x ABCD,
///                                                            1 x EFGH
/// </code>
/// </example>
/// <example>
/// Cancel the items in a CSV file.
/// <code>
/// PS> Get-Content cancellations.csv
/// OrderId,ItemId,Quantity
/// 45453571,12345679,1
/// 45453576,12345688,2
/// 45453576,12345690,1
/// PS> Import-Csv cancellations.csv | New-KornitXCancellation
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///  254001  45453571                              False       1 x 12345679
///  254002  45453576                              False       2 x 12345688,
///                                                            1 x 12345690
/// </code>
/// Three rows of two orders result in two requests, which also saves requests: KornitX limits them per hour.
/// </example>
/// <example>
/// Show what would be cancelled.
/// <code>
/// PS> Import-Csv cancellations.csv | New-KornitXCancellation -WhatIf
/// What if: Performing the operation "Cancel 1 x 12345679" on target
/// "order 45453571 in the sandbox at localhost:41231".
/// What if: Performing the operation "Cancel 2 x 12345688, 1 x 12345690" on
/// target "order 45453576 in the sandbox at localhost:41231".
/// </code>
/// All rows are checked as they are without -WhatIf. Nothing is sent.
/// </example>
/// <example>
/// Cancel the items in a JSON file with KornitX's own field names.
/// <code>
/// PS> Get-Content items.json
/// [{ "order_id": 45453571, "id": 12345678, "quantity": 2 }]
/// PS> Get-Content items.json -Raw | ConvertFrom-Json |
/// >>     New-KornitXCancellation -Reference TICKET-77
///
///      Id   OrderId OrderExternalRef Reference   FromJournal Sandbox request
///      --   ------- ---------------- ---------   ----------- ---------------
///  254001  45453571                  TICKET-77   False       2 x 12345678
/// </code>
/// </example>
/// <example>
/// Retry the orders that exceeded the rate limit.
/// <code>
/// PS> Import-Csv cancellations.csv |
/// >>     New-KornitXCancellation -ErrorVariable failed
/// PS> $failed | Where-Object FullyQualifiedErrorId -Like 'RateLimited*' |
/// >>     ForEach-Object TargetObject | New-KornitXCancellation
/// </code>
/// RateLimited means that nothing was booked. With -JournalPath, run the first command again instead.
/// </example>
/// <seealso cref="NewKornitXReturnCommand"/>
/// <seealso cref="ConnectKornitXCommand"/>
/// <seealso cref="GetKornitXJournalCommand"/>
/// <seealso href="about_KornitX"/>
/// <seealso href="about_KornitX_Rows"/>
/// <seealso href="about_KornitX_Journal"/>
[Cmdlet(VerbsCommon.New, "KornitXCancellation", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(Cancellation))]
public sealed class NewKornitXCancellationCommand() : OrderRequestCommand(Operation.Cancellation)
{
    /// <summary>
    /// Specifies your own reference for the cancellation. It takes precedence over the Reference of the items. Rows with different
    /// references are different requests.
    /// </summary>
    [Parameter]
    [ReferenceArgument]
    [ValidateNotNullOrEmpty]
    public override string? Reference { get; set; }
}
