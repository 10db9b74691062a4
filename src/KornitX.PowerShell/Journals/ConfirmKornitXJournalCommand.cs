namespace KornitX.Commands;

/// <summary>Settles orders in a journal whose outcome is unknown.</summary>
/// <remarks>
/// <para>
/// Records in the journal whether KornitX booked an order, and who settled it, when, and why. Nothing is sent, and no
/// connection is needed. The next run with this journal does not send an order that is settled as booked, and sends one that
/// is settled as not booked.
/// </para>
/// <para>
/// Pipe in orders from Get-KornitXJournal, or specify one with -Path and its ID or reference. You are asked to confirm each
/// order, unless you specify -Confirm:$false. If you specify neither -Booked nor -NotBooked, the command shows each order and
/// asks whether it is booked. From the first settlement in a journal on, no run can use that journal until the command goes on to
/// another one or ends.
/// </para>
/// <para>
/// An order whose outcome is not unknown is reported as the error NotUnknown, and nothing is recorded for it. An object settles
/// the order that it shows: if the journal has another order at its place by now, that is an error, too. Look the order up
/// first: in Order Manager, under the order's History. To put a wrong settlement right, use -Force, unless KornitX has booked the
/// order since. Both stay on record.
/// </para>
/// </remarks>
/// <notes>
/// <para>Get-KornitXJournal shows who settled an order, in SettledBy, SettledAt, and Reason.</para>
/// </notes>
/// <example>
/// Record that an order is booked, with the ID that its history shows.
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
/// Show what would be recorded.
/// <code>
/// PS> Confirm-KornitXJournal run.jsonl -OrderId 45453578 -NotBooked -WhatIf
/// What if: Performing the operation "Record as not booked (the next run
/// sends it)" on target "return of order 45453578 with reference RMA-1004:
/// 1 x 12345693".
/// </code>
/// </example>
/// <example>
/// Record that an order is not booked, so that the next run sends it.
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
[Cmdlet(
    VerbsLifecycle.Confirm, "KornitXJournal",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = AskSet)]
[OutputType(typeof(JournaledOrder))]
public sealed class ConfirmKornitXJournalCommand : PSCmdlet
{
    private const string AskSet = "Ask";
    private const string BookedSet = "Booked";
    private const string NotBookedSet = "NotBooked";
    private const string AskPathSet = "AskPath";
    private const string BookedPathSet = "BookedPath";
    private const string NotBookedPathSet = "NotBookedPath";

    private readonly List<ShownOrder> _orders = [];

    /// <summary>
    /// Specifies the orders, from Get-KornitXJournal. A copy from Select-Object, a job, or a CSV file needs Path, Number, and the
    /// order's ID or reference.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = AskSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BookedSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = NotBookedSet)]
    [ValidateNotNullOrEmpty]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Specifies the path of the journal. Wildcard characters are not supported.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AskPathSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BookedPathSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NotBookedPathSet)]
    [Alias("JournalPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Specifies the KornitX order ID.</summary>
    [Parameter(ParameterSetName = AskPathSet)]
    [Parameter(ParameterSetName = BookedPathSet)]
    [Parameter(ParameterSetName = NotBookedPathSet)]
    [ArgumentCompleter(typeof(JournalOrderCompleter))]
    [WholeNumber]
    public long OrderId { get; set; }

    /// <summary>Specifies the sales channel's external reference of the order.</summary>
    [Parameter(ParameterSetName = AskPathSet)]
    [Parameter(ParameterSetName = BookedPathSet)]
    [Parameter(ParameterSetName = NotBookedPathSet)]
    [ArgumentCompleter(typeof(JournalOrderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? OrderExternalRef { get; set; }

    /// <summary>Specifies your own reference of the cancellation or return, if the order has several.</summary>
    [Parameter(ParameterSetName = AskPathSet)]
    [Parameter(ParameterSetName = BookedPathSet)]
    [Parameter(ParameterSetName = NotBookedPathSet)]
    [ArgumentCompleter(typeof(JournalOrderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    /// <summary>Records that KornitX booked the order. Later runs do not send it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BookedSet)]
    [Parameter(Mandatory = true, ParameterSetName = BookedPathSet)]
    public SwitchParameter Booked { get; set; }

    /// <summary>Records that KornitX did not book the order. The next run sends it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NotBookedSet)]
    [Parameter(Mandatory = true, ParameterSetName = NotBookedPathSet)]
    public SwitchParameter NotBooked { get; set; }

    /// <summary>Specifies the ID of the cancellation or return in KornitX. It can be specified for one order only.</summary>
    [Parameter(ParameterSetName = BookedSet)]
    [Parameter(ParameterSetName = BookedPathSet)]
    [WholeNumber]
    [ValidateRange(1, long.MaxValue)]
    public long Id { get; set; }

    /// <summary>Specifies the reason, which is kept in the journal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>
    /// Settles an order again that was settled, to put a wrong settlement right. Both settlements stay on record. An order that was sent
    /// since can be settled again, too, unless KornitX booked it.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the settled orders. By default, this command returns no output.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsAsked => ParameterSetName is AskSet or AskPathSet;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName is AskSet or BookedSet or NotBookedSet)
            _orders.AddRange(InputObject.Select(ReadShown).OfType<ShownOrder>());
        else if (FindSpecified() is { } order)
            _orders.Add(order);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        long? id = IsGiven(nameof(Id)) ? Id : null;
        if (!IsAsked && !Booked && !NotBooked)
            ThrowTerminatingError(SettlementErrors.SwitchedOff());
        if (id is not null && _orders.Select(order => (order.Path, order.Number)).Distinct().Count() > 1)
            ThrowTerminatingError(SettlementErrors.OneIdForSeveral(_orders.ConvertAll(order => order.Input)));

        using JournalSettler settler = new(WriteWarning);
        foreach (ShownOrder shown in _orders)
        {
            try
            {
                if (!Settle(settler, shown, new Settlement(Booked, id, JournalSettler.Account, Reason)))
                    return;
            }
            catch (JournalException exception)
            {
                ThrowTerminatingError(JournalErrors.Unusable(exception, shown.Path, $" The {shown} was not settled."));
            }
        }
    }

    /// <summary>Settles an order, unless the operator declines.</summary>
    /// <returns>False if the operator stops.</returns>
    private bool Settle(JournalSettler settler, ShownOrder shown, Settlement settlement)
    {
        JournaledOrder? order = settler.Read(shown.Path, shown.Number);
        if (order is null || !shown.Shows(order))
        {
            WriteError(SettlementErrors.OtherOrder(shown, order));
            return true;
        }

        if (!order.CanBeSettled(Force))
        {
            WriteError(SettlementErrors.NotUnknown(order));
            return true;
        }

        if (IsAsked && !this.IsWhatIf())
        {
            SettlementPrompt.Answer answer = SettlementPrompt.Ask(this, order);
            // After Ctrl+C or a closed dialog, hosts return a number that is not a choice.
            if (answer is not (SettlementPrompt.Answer.Booked or SettlementPrompt.Answer.NotBooked))
                return answer == SettlementPrompt.Answer.Skip;
            settlement = settlement with { IsBooked = answer == SettlementPrompt.Answer.Booked };
        }
        else if (!ShouldProcess(order.ToString(), IsAsked ? SettlementPrompt.Action : Describe(settlement)))
        {
            return true;
        }

        SettlementResult result = settler.Settle(shown, settlement, Force);
        if (result != SettlementResult.Settled)
            WriteError(SettlementErrors.NotSettled(result, order, settlement));
        else if (PassThru)
            WriteObject(JournalSettler.ReadAgain(order));
        return true;
    }

    private static string Describe(Settlement settlement) => settlement.IsBooked
        ? $"Record as booked{(settlement.BookingId is { } id ? $" with ID {id}" : "")} (later runs don't send it)"
        : "Record as not booked (the next run sends it)";

    private ShownOrder? ReadShown(PSObject? input)
    {
        if (input is null || ShownOrder.Read(input) is not { } shown)
        {
            WriteError(SettlementErrors.NotOfJournal(input));
            return null;
        }

        return UseJournal(shown.Path, path => shown with { Path = path });
    }

    private ShownOrder? FindSpecified() => UseJournal(Path, path =>
    {
        if (!IsGiven(nameof(OrderId)) && OrderExternalRef is null && Reference is null)
        {
            WriteError(SettlementErrors.NoOrderNamed(path));
            return null;
        }

        List<JournaledOrder> matching = Journal.ReadOrders(path).Where(Matches).Select(order => new JournaledOrder(order)).ToList();
        List<JournaledOrder> unknown = matching.FindAll(order => order.CanBeSettled(Force));
        if (unknown.Count == 1)
            return ShownOrder.Read(new PSObject(unknown[0]));
        WriteError(
            unknown.Count > 1 ? SettlementErrors.Ambiguous(path, unknown)
            : matching.Count > 0 ? SettlementErrors.NotUnknown(matching[0])
            : SettlementErrors.NotInJournal(path));
        return null;
    });

    private ShownOrder? UseJournal(string path, Func<string, ShownOrder?> read)
    {
        try
        {
            return read(FileSystemPath.Resolve(this, path));
        }
        catch (Exception exception) when (exception is JournalException or FileSystemPathException)
        {
            ThrowTerminatingError(JournalErrors.Unusable(exception, path));
            throw;
        }
    }

    private bool Matches(JournalRecord order) =>
        (!IsGiven(nameof(OrderId)) || order.Identity.Id == OrderId || order.Request.Order.Id == OrderId)
        && (OrderExternalRef is null || IsSame(OrderExternalRef, order.Request.Order.ExternalRef))
        && (Reference is null || IsSame(Reference, order.Request.Reference));

    private static bool IsSame(string given, string? journaled) =>
        ReferenceText.Compare(Client.Reference.Trim(given), journaled) == IdentityMatch.Same;

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
