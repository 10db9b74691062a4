using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Connections;
using KornitX.Orders;

namespace KornitX.Commands;

/// <summary>
/// What cancelling and returning have in common, which is all but their names: rows are read and checked as they come,
/// and only when the input has ended is anything sent, one request per order.
/// </summary>
public abstract class OrderItemCommand : PSCmdlet, IDisposable
{
    private protected const string IdSet = "Id";
    private protected const string ExternalRefSet = "ExternalRef";
    private protected const string CombinedSet = "Combined";
    private protected const string ItemSet = "Item";

    private readonly Operation _operation;
    private OrderGathering? _orders;
    private RowReader? _reader;
    private OrderSending? _sending;
    private int _rows;

    private protected OrderItemCommand(Operation operation) => _operation = operation;

    /// <summary>The KornitX order ID. Wins over what the items say.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [Parameter(ParameterSetName = ItemSet)]
    [WholeNumber]
    public long OrderId { get; set; }

    /// <summary>The sales channel's own reference of the order. Wins over what the items say.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [Parameter(ParameterSetName = ItemSet)]
    [ValidateNotNullOrEmpty]
    public string OrderExternalRef { get; set; } = "";

    /// <summary>The KornitX item ID.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [WholeNumber]
    public long ItemId { get; set; }

    /// <summary>The sales channel's own reference of the item.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [ValidateNotNullOrEmpty]
    public string ItemExternalRef { get; set; } = "";

    /// <summary>How many of the item.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Parameter(Mandatory = true, ParameterSetName = ExternalRefSet)]
    [Parameter(Mandatory = true, ParameterSetName = CombinedSet)]
    [WholeNumber]
    public long Quantity { get; set; }

    /// <summary>
    /// The items: objects, hashtables, CSV rows or objects from JSON with OrderId, OrderExternalRef, ItemId,
    /// ItemExternalRef, Quantity and Reference, or with KornitX's own names order_id, id, external_ref, combined,
    /// quantity and reference. An object may also hold its items in a list called Items.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ItemSet)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? Item { get; set; }

    /// <summary>The most orders in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>
    /// Where to record what is sent and what became of it. Run the same command again with the same journal, and what is
    /// booked is not sent again.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Sends again what the journal says is unknown. Look those orders up in KornitX first: they may be booked.</summary>
    [Parameter]
    public SwitchParameter RetryUnknown { get; set; }

    /// <summary>Sends each order as soon as a row of another order arrives, for input without an end.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>The connection to use. Default: this session's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Connection? Connection { get; set; }

    /// <summary>The reference given on the command line, if one was.</summary>
    private protected abstract string? GivenReference { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _reader = new RowReader(_operation, new OrderDefaults(
            IsGiven(nameof(OrderId)) ? OrderId : null,
            IsGiven(nameof(OrderExternalRef)) ? OrderExternalRef : null,
            GivenReference));

        _orders = new OrderGathering(_operation, Stream);
        if (!IsDryRun)
            Demand(Connection ??= ConnectionStore.Current);

        // A dry run needs no connection: it checks the rows and sends nothing, not even for a token.
        _sending = new OrderSending(
            this, _operation, IsDryRun ? null : Connection, new OrderRunOptions(ThrottleLimit, RetryUnknown), OpenJournal());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ItemSet)
        {
            Add(SpelledOut(), null, MyInvocation.BoundParameters);
            return;
        }

        foreach (PSObject? input in Item ?? [null])
        {
            foreach ((Row row, string? problem) in InputRows.Read(input, ++_rows))
                Add(row, problem, input);
            if (Stream)
                _sending!.SendSome(_orders!.TakeComplete());
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _sending!.SendAll(_orders!.TakeRest());

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
            ThrowTerminatingError(Errors.Errors.NotConnected());
        TokenGrant? grant = connection!.Grant(_operation);
        if (grant is null)
            ThrowTerminatingError(Errors.Errors.NotAskedFor(_operation));
        if (!grant!.Granted)
            ThrowTerminatingError(Errors.Errors.ScopeRefused(grant, null));
    }

    private Journal? OpenJournal()
    {
        if (JournalPath is null)
            return null;

        string path = GetUnresolvedProviderPathFromPSPath(JournalPath);
        try
        {
            return IsDryRun ? Journal.OpenForReading(path) : Journal.Open(path);
        }
        catch (JournalException exception)
        {
            ThrowTerminatingError(Errors.Errors.JournalUnusable(exception, path));
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
            row.Add(Field.ItemId, nameof(ItemId), ItemId);
        if (IsGiven(nameof(ItemExternalRef)))
            row.Add(Field.ItemExternalRef, nameof(ItemExternalRef), ItemExternalRef);
        row.Add(Field.Quantity, nameof(Quantity), Quantity);
        return row;
    }

    private void Add(Row row, string? unreadable, object? input)
    {
        RowProblem? problem;
        GoodRow good = default;
        if (unreadable is null)
            problem = _reader!.Read(row, out good);
        else
            problem = _reader!.Problem(row, unreadable);

        if (problem is not null)
            _orders!.AddBad(problem);
        else
            problem = _orders!.Add(row, good);

        if (problem is not null)
            _sending!.Report(Errors.Errors.BadRow(problem, AsInput(input)));
    }

    /// <summary>The input as it can be piped in again; what was spelled out as an object with the fields given.</summary>
    private static object? AsInput(object? input)
    {
        if (input is not Dictionary<string, object> parameters)
            return input;

        PSObject item = new();
        foreach (KeyValuePair<string, object> parameter in parameters.Where(parameter => Fields.TryParse(parameter.Key, out _)))
            item.Properties.Add(new PSNoteProperty(parameter.Key, parameter.Value));
        return item;
    }
}
