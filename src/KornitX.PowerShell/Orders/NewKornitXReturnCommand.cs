using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Commands;

/// <summary>Returns order items that have been shipped. One HTTP request per order and reference.</summary>
[Cmdlet(VerbsCommon.New, "KornitXReturn", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(Return))]
public sealed class NewKornitXReturnCommand : OrderItemCommand
{
    /// <summary>Returns.</summary>
    public NewKornitXReturnCommand()
        : base(Operation.Return)
    {
    }

    /// <summary>Your own reference of the return, such as the RMA number. Wins over what the items say.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [Parameter(ParameterSetName = ItemSet)]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    private protected override string? GivenReference => Reference;
}
