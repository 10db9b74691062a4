using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Commands;

/// <summary>Cancels order items that have not been shipped. One HTTP request per order.</summary>
[Cmdlet(VerbsCommon.New, "KornitXCancellation", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(Cancellation))]
public sealed class NewKornitXCancellationCommand : OrderItemCommand
{
    /// <summary>Cancels.</summary>
    public NewKornitXCancellationCommand()
        : base(Operation.Cancellation)
    {
    }

    /// <summary>Your own reference of the cancellation. Wins over what the items say.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    private protected override string? GivenReference => Reference;
}
