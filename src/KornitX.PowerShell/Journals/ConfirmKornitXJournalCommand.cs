using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Journals;
using KornitX.Orders;
using KornitX.Paths;

namespace KornitX.Commands;

/// <summary>Settles orders whose outcome is unknown, after you looked them up in KornitX.</summary>
/// <remarks>
/// <para>
/// Records in the journal whether KornitX booked the order, who said so, when and why. It sends nothing and needs no
/// connection. The next run with this journal does not send an order that is settled as booked, and sends one that is settled
/// as not booked.
/// </para>
/// <para>
/// Pipe the orders in from Get-KornitXJournal, or name one with -Path and its ID or reference. Each is asked for, unless
/// -Confirm:$false is given. No run can use the journal meanwhile.
/// </para>
/// <para>
/// An order that is not unknown is an error, NotUnknown, and nothing is recorded for it. The record can't be taken back, so
/// look the order up first: in Order Manager, under the order's History.
/// </para>
/// </remarks>
/// <notes>
/// <para>It stays visible that a person settled the order: Get-KornitXJournal has SettledBy, SettledAt and Reason.</para>
/// </notes>
/// <example>
/// The order's history in KornitX shows the return: record its ID there.
/// <code>
/// PS> Get-KornitXJournal run.jsonl -State Unknown |
/// >>     Confirm-KornitXJournal -Booked -Id 754 -Confirm:$false
/// PS> Get-KornitXJournal run.jsonl | Select-Object OrderId, State, Reason
///
///  OrderId State    Reason
///  ------- -----    ------
/// 45453572 Created
///          Rejected
/// 45453578 Created
/// </code>
/// </example>
/// <example>
/// See what would be recorded.
/// <code>
/// PS> Confirm-KornitXJournal run.jsonl -OrderId 45453578 -NotBooked -WhatIf
/// What if: Performing the operation "Record as not booked: the next run
/// sends it" on target "return of order 45453578 with reference RMA-1004:
/// 1 x 12345693".
/// </code>
/// </example>
/// <example>
/// The history shows nothing of it: let the next run send it.
/// <code>
/// PS> Confirm-KornitXJournal run.jsonl -OrderId 45453578 -NotBooked `
/// >>     -Reason 'No return in the history at 8:15' -Confirm:$false
/// PS> (Get-KornitXJournal run.jsonl)[2].State
/// NotSent
/// </code>
/// </example>
/// <seealso cref="GetKornitXJournalCommand"/>
/// <seealso cref="NewKornitXCancellationCommand"/>
/// <seealso cref="NewKornitXReturnCommand"/>
/// <seealso href="about_KornitX_Journal"/>
[Cmdlet(VerbsLifecycle.Confirm, "KornitXJournal", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BookedSet)]
[OutputType(typeof(JournaledOrder))]
public sealed class ConfirmKornitXJournalCommand : PSCmdlet
{
    private const string BookedSet = "Booked";
    private const string NotBookedSet = "NotBooked";
    private const string BookedPathSet = "BookedPath";
    private const string NotBookedPathSet = "NotBookedPath";

    private readonly List<JournaledOrder> _orders = [];

    /// <summary>
    /// The orders, from Get-KornitXJournal. What Select-Object, a job or a CSV file made of them is accepted if it has Path and Number.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BookedSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = NotBookedSet)]
    [ValidateNotNullOrEmpty]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The journal's file. No character is a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BookedPathSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NotBookedPathSet)]
    [Alias("JournalPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The KornitX order ID.</summary>
    [Parameter(ParameterSetName = BookedPathSet)]
    [Parameter(ParameterSetName = NotBookedPathSet)]
    [WholeNumber]
    public long OrderId { get; set; }

    /// <summary>The sales channel's own reference of the order.</summary>
    [Parameter(ParameterSetName = BookedPathSet)]
    [Parameter(ParameterSetName = NotBookedPathSet)]
    [ValidateNotNullOrEmpty]
    public string? OrderExternalRef { get; set; }

    /// <summary>Your own reference of the cancellation or return, where the order has several.</summary>
    [Parameter(ParameterSetName = BookedPathSet)]
    [Parameter(ParameterSetName = NotBookedPathSet)]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    /// <summary>KornitX shows that it was booked. The next run does not send it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BookedSet)]
    [Parameter(Mandatory = true, ParameterSetName = BookedPathSet)]
    public SwitchParameter Booked { get; set; }

    /// <summary>KornitX shows that it was not booked. The next run sends it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NotBookedSet)]
    [Parameter(Mandatory = true, ParameterSetName = NotBookedPathSet)]
    public SwitchParameter NotBooked { get; set; }

    /// <summary>The ID of the cancellation or return in KornitX. It is that of one order, so only one may be settled with it.</summary>
    [Parameter(ParameterSetName = BookedSet)]
    [Parameter(ParameterSetName = BookedPathSet)]
    [WholeNumber]
    [ValidateRange(1, long.MaxValue)]
    public long Id { get; set; }

    /// <summary>Why, in your own words. The journal keeps it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Writes the settled orders.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName is BookedSet or NotBookedSet)
            _orders.AddRange(InputObject.Select(Read).OfType<JournaledOrder>());
        else if (Find() is { } order)
            _orders.Add(order);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        long? id = IsGiven(nameof(Id)) ? Id : null;
        if (!Booked && !NotBooked)
            ThrowTerminatingError(SettlementErrors.SwitchedOff());
        if (id is not null && _orders.Select(order => (order.Path, order.Number)).Distinct().Count() > 1)
            ThrowTerminatingError(SettlementErrors.OneIdForSeveral(_orders));

        using JournalSettler settler = new(new Settlement(Booked, id, Account(), Reason));
        foreach (JournaledOrder order in _orders)
        {
            try
            {
                Settle(settler, order);
            }
            catch (JournalException exception)
            {
                ThrowTerminatingError(JournalErrors.JournalNotSettled(exception, order));
            }
        }
    }

    private void Settle(JournalSettler settler, JournaledOrder order)
    {
        if (order.State is not ("Unknown" or "Sending"))
        {
            WriteError(SettlementErrors.NotUnknown(order));
            return;
        }

        string action = NotBooked
            ? "Record as not booked: the next run sends it"
            : $"Record as booked{(Id > 0 ? $" with ID {Id}" : "")}: no run sends it again";
        if (!ShouldProcess(order.ToString(), action))
            return;

        SettlementResult result = settler.Settle(order);
        if (result == SettlementResult.NotFound)
            WriteError(SettlementErrors.SentAgain(order));
        else if (result == SettlementResult.NotUnknown)
            WriteError(SettlementErrors.NotUnknown(JournalSettler.ReadAgain(order)));
        else if (PassThru)
            WriteObject(JournalSettler.ReadAgain(order));
    }

    /// <summary>The order that an object of the pipeline is.</summary>
    private JournaledOrder? Read(PSObject? input)
    {
        if (input?.BaseObject is JournaledOrder read)
            return read;
        if (input is null || JournaledOrderCopy.Of(input) is not { } copy)
        {
            WriteError(SettlementErrors.NotOfJournal(input));
            return null;
        }

        return ReadJournal(copy.Path, path =>
        {
            JournaledOrder? order = copy.Read(path);
            if (order is null)
                WriteError(SettlementErrors.CopyIsOld(path, input));
            return order;
        });
    }

    /// <summary>The one order of the journal that the command line names.</summary>
    private JournaledOrder? Find() => ReadJournal(Path, path =>
    {
        if (!IsGiven(nameof(OrderId)) && OrderExternalRef is null && Reference is null)
        {
            WriteError(SettlementErrors.NoOrderNamed(path));
            return null;
        }

        List<JournaledOrder> named = Journal.ReadOrders(path).Where(IsNamed).Select(order => new JournaledOrder(order)).ToList();
        List<JournaledOrder> undecided = named.FindAll(order => order.State is "Unknown" or "Sending");
        if (undecided.Count == 1)
            return undecided[0];
        WriteError(
            undecided.Count > 1 ? SettlementErrors.Ambiguous(path, undecided)
            : named.Count > 0 ? SettlementErrors.NotUnknown(named[0])
            : SettlementErrors.NotInJournal(path));
        return null;
    });

    private JournaledOrder? ReadJournal(string path, Func<string, JournaledOrder?> read)
    {
        try
        {
            return read(FileSystemPath.Resolve(this, path));
        }
        catch (JournalException exception)
        {
            ThrowTerminatingError(JournalErrors.JournalUnreadable(exception, path));
        }
        catch (FileSystemPathException exception)
        {
            ThrowTerminatingError(JournalErrors.NotInFileSystem(exception, path, ""));
        }

        return null;
    }

    private bool IsNamed(Client.JournaledOrder order) =>
        (!IsGiven(nameof(OrderId)) || order.Identity.Id == OrderId || order.Request.Order.Id == OrderId)
        && (OrderExternalRef is null || order.Request.Order.ExternalRef == OrderExternalRef)
        && (Reference is null || order.Request.Reference == Reference);

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The operating system's account, with its domain where there are domains.</summary>
    private static string Account() => System.IO.Path.DirectorySeparatorChar == '\\'
        ? $@"{Environment.UserDomainName}\{Environment.UserName}"
        : Environment.UserName;
}
