using System;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Connections;
using KornitX.Orders;
using KornitX.Paths;
using KornitX.Pipeline;

namespace KornitX.Commands;

/// <summary>
/// What cancelling and returning have in common, which is all but their names: rows are read and checked as they come,
/// and only when the input has ended is anything sent, one request per order.
/// </summary>
/// <remarks>
/// <para>
/// An order and its items are named by KornitX's IDs, by the sales channel's own references, or by both. Spell out one item
/// on the command line, or give any number of items with -Item or down the pipeline: objects, hashtables, CSV rows, or
/// what ConvertFrom-Json makes of KornitX's own JSON. What the command line says wins over what an item says.
/// </para>
/// <para>
/// All input is read and checked before the first request. Then each order is one request, however many rows it has, and
/// what KornitX booked comes out in the order of the input.
/// </para>
/// <para>
/// A row that can't be sent is an error that names the row, the field and the value. Its whole order is held back, so that
/// all rows of it can be sent once that row is fixed; the other orders go on. A bad row that does not say which order it
/// belongs to may belong to any, so nothing is sent at all. With -ErrorAction Stop nothing is sent when a row is bad.
/// </para>
/// <para>
/// No order is sent twice. KornitX can't be asked whether it booked a request whose answer was lost; so such an order is an
/// error, OutcomeUnknown, and is not sent again. Look it up in KornitX before you do that yourself.
/// </para>
/// <para>-WhatIf checks all there is to check and sends nothing. It needs no connection.</para>
/// </remarks>
/// <notes>
/// <para>
/// Numbers are whole numbers or plain digits. PowerShell would make 16 of '0x10' and 2 of 1.5; here both are errors, because
/// that many items would be booked.
/// </para>
/// <para>
/// Requests and journaled orders know their state. One that is booked is not sent again when it is piped in, and one that
/// may be booked only with -RetryUnknown. Select-Object and CSV files lose the state.
/// </para>
/// <para>
/// An error's TargetObject is what can be piped in again: the bad row, or the request of the order that failed. Its Items
/// have all that a row needs, for Export-Csv. about_KornitX lists the errors and what each means.
/// </para>
/// </notes>
public abstract class OrderItemCommand : PSCmdlet, IDisposable
{
    private protected const string IdSet = "Id";
    private protected const string ExternalRefSet = "ExternalRef";
    private protected const string CombinedSet = "Combined";
    private protected const string ItemSet = "Item";

    /// <summary>How many orders are queued per order in flight: enough for the workers while the pipeline's thread writes.</summary>
    private const int QueuedPerSlot = 4;

    private readonly Operation _operation;
    private OrderInput? _input;
    private OrderRunWriter? _sending;

    private protected OrderItemCommand(Operation operation) => _operation = operation;

    /// <summary>The KornitX order ID. With -Item it is that of all items, whatever they say themselves.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [Parameter(ParameterSetName = ItemSet)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    [WholeNumber]
    public WholeNumber OrderId { get; set; }

    /// <summary>The sales channel's own reference of the order. With -Item it is that of all items, whatever they say themselves.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [Parameter(ParameterSetName = ItemSet)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    [ValidateNotNullOrEmpty]
    public string OrderExternalRef { get; set; } = "";

    /// <summary>The KornitX item ID.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    [WholeNumber]
    public WholeNumber ItemId { get; set; }

    /// <summary>The sales channel's own reference of the item.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    [ValidateNotNullOrEmpty]
    public string ItemExternalRef { get; set; } = "";

    /// <summary>How many units of the item: a whole number from 1.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [WholeNumber]
    public WholeNumber Quantity { get; set; }

    /// <summary>
    /// <para>
    /// The items: objects, hashtables, CSV rows, data rows, XML elements or objects from JSON, with the fields OrderId,
    /// OrderExternalRef, ItemId, ItemExternalRef, Quantity and Reference, or with KornitX's own names order_id, id,
    /// external_ref, combined, quantity and reference. A field that is not needed may be left out or blank; others are not
    /// looked at. See about_KornitX_Rows.
    /// </para>
    /// <para>
    /// An object may also hold the items of its order in a list called Items. Requests, journaled orders and the
    /// TargetObject of an error are such objects.
    /// </para>
    /// <para>
    /// With IDs and references of both order and item, both are sent to KornitX; else the IDs, if both are there; else the
    /// references. All rows of an order must agree.
    /// </para>
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ItemSet)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? Item { get; set; }

    /// <summary>The most orders to have in flight at once. With 1, one is answered before the next is sent.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>
    /// The file in which to record what is sent and what became of it; it is made where there is none. Run the same
    /// command again with the same journal, and what is booked is not sent again. See about_KornitX_Journal.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>
    /// Sends again those orders of which the journal, or the object piped in, says that their outcome is unknown. They may be
    /// booked, so look each of them up in KornitX first.
    /// </summary>
    [Parameter]
    public SwitchParameter RetryUnknown { get; set; }

    /// <summary>
    /// After how many orders in a row that ended unknown, unreachable or rate-limited no further order is sent, because the
    /// service seems to be down. They are counted as their outcomes become known; a created or rejected order starts the
    /// count again. The orders that are not sent are the TargetObject of a terminating error. With 0, all orders are tried.
    /// </summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaximumFailureCount { get; set; } = 10;

    /// <summary>
    /// Sends each order as soon as a row of another order arrives, for input without an end or too large for memory. Rows of
    /// an order must follow each other; those that come later are a request of their own. A bad row further on holds
    /// back its own order only; one that does not say which order it belongs to ends the command.
    /// </summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>The connection to use. Where it is not given: this session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [ValidateNotNull]
    public Connection? Connection { get; set; }

    /// <summary>The connection that requests go to, or would go to; null where there is none.</summary>
    internal Connection? Destination => Connection ?? ConnectionStore.Current;

    /// <summary>The reference given on the command line, if one was.</summary>
    private protected abstract string? GivenReference { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!IsDryRun)
            Demand(Connection ??= ConnectionStore.Current);
        StartRun();
        OrderDefaults defaults = new(
            IsGiven(nameof(OrderId)) ? OrderId.Value : null,
            IsGiven(nameof(OrderExternalRef)) ? OrderExternalRef : null,
            GivenReference);
        _input = new OrderInput(this, _operation, defaults, _sending!)
        {
            AsStream = Stream,
            RetryUnknown = RetryUnknown,
            HasJournal = JournalPath is not null,
        };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ItemSet)
            _input!.Add(Item);
        else
            _input!.Add(SpelledOut(), MyInvocation.BoundParameters);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _input!.End();

    /// <inheritdoc/>
    protected override void StopProcessing() => _sending?.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        _sending?.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Demand(Connection? connection)
    {
        if (connection?.Client is null)
            ThrowTerminatingError(ConnectionErrors.NotConnected());
        TokenGrant? grant = connection!.Grant(_operation);
        if (grant is null)
            ThrowTerminatingError(ConnectionErrors.NotAskedFor(_operation));
        if (!grant!.Granted)
            ThrowTerminatingError(ConnectionErrors.ScopeRefused(grant, null));
    }

    private void StartRun()
    {
        Journal? journal = OpenJournal(out string? path);
        // A dry run needs no connection: it checks the rows and sends nothing, and requests no token either.
        KornitXClient? client = IsDryRun ? null : Connection!.Client;
        if (client is null && !IsDryRun)
        {
            // Disconnected while the journal was opened.
            journal?.Dispose();
            ThrowTerminatingError(ConnectionErrors.NotConnected());
        }

        _sending = new OrderRunWriter(this, Destination, client, RunOptions(), journal, new RunSummary(_operation, Destination, path));
    }

    private OrderRunOptions RunOptions()
    {
        ActionPreference action = this.ErrorAction();
        // With a queue, the next order is sent while the outcome before it is still to be reported. That must not be where
        // the person is asked at each error, or where a command follows that may have all the objects it needs.
        bool hasQueue = ThrottleLimit > 1
            && MyInvocation.PipelinePosition == MyInvocation.PipelineLength
            && action is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore or ActionPreference.Stop;
        return new OrderRunOptions(ThrottleLimit, RetryUnknown)
        {
            QueueCapacity = hasQueue ? ThrottleLimit * QueuedPerSlot : 0,
            StopOnFirstFailure = action == ActionPreference.Stop,
            MaximumFailureCount = MaximumFailureCount,
        };
    }

    private Journal? OpenJournal(out string? path)
    {
        path = null;
        if (JournalPath is null)
            return null;

        try
        {
            path = FileSystemPath.Resolve(this, JournalPath);
            // A dry run needs no connection; where there is one, it says whether the journal is this account's.
            JournalAccount? account = (Connection ?? ConnectionStore.Current) is { } connection
                ? new JournalAccount(connection.ApiUri, connection.ClientId)
                : null;
            return IsDryRun ? Journal.OpenForReading(path, account) : Journal.Open(path, account!);
        }
        catch (JournalException exception)
        {
            ThrowTerminatingError(JournalErrors.JournalUnusable(exception, JournalPath));
            return null;
        }
        catch (FileSystemPathException exception)
        {
            ThrowTerminatingError(JournalErrors.NotInFileSystem(exception, JournalPath, " Nothing was sent."));
            return null;
        }
    }

    private bool IsDryRun => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given) ? given : GetVariableValue("WhatIfPreference"));

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The row of the one item on the command line.</summary>
    private Row SpelledOut()
    {
        Row row = new(number: 0);
        if (IsGiven(nameof(ItemId)))
            row.Add(Field.ItemId, nameof(ItemId), ItemId.Value);
        if (IsGiven(nameof(ItemExternalRef)))
            row.Add(Field.ItemExternalRef, nameof(ItemExternalRef), ItemExternalRef);
        row.Add(Field.Quantity, nameof(Quantity), Quantity.Value);
        return row;
    }
}
