namespace KornitX.Commands;

/// <summary>Gets the orders in a journal, with their outcomes.</summary>
/// <remarks>
/// <para>
/// Reads a journal that New-KornitXCancellation or New-KornitXReturn wrote with -JournalPath and returns one object per order,
/// in the sequence in which they were first sent. You can read a journal while a run uses it.
/// </para>
/// <para>The state of an order is one of these:</para>
/// <list type="bullet">
/// <item>Created: KornitX booked the order. Result has its response.</item>
/// <item>Rejected: KornitX rejected the request. Nothing was booked.</item>
/// <item>NotSent: the request was not sent, or definitely had no effect. Nothing was booked.</item>
/// <item>Unknown: the order may have been booked. Look it up in Order Manager, then settle it with Confirm-KornitXJournal.</item>
/// <item>Sending: a run is sending the order.</item>
/// </list>
/// </remarks>
/// <notes>
/// <para>An order that is not in the journal was not sent with it.</para>
/// <para>
/// A file that can't be read is an error, and the other files are read. A pattern that matches no file is not an error.
/// </para>
/// </notes>
/// <example>
/// Show what a run did.
/// <code>
/// PS> Get-KornitXJournal run.jsonl
///
/// State    Sent        Order      Reference  Request      Message
/// -----    ----        -----      ---------  -------      -------
/// Created  11-22 02:46 45453572   RMA-1002   Return
///                                            1 x 12345680
///                                            and 1 more
/// Rejected 11-22 02:46 POS-584558 RMA-1003   Return       HTTP 400: Inva
///                                            9 x ABCD     lid quantity s
///                                                         pecified, inde
///                                                         x 0
/// Unknown  11-22 02:46 45453578   RMA-1004   Return       The response e
///                                            1 x 12345693 nded premature
///                                                         ly
/// </code>
/// -State selects orders by their state. Format-List shows all properties, with the whole message.
/// </example>
/// <example>
/// Export the orders that have to be looked up, from all journals.
/// <code>
/// PS> Get-KornitXJournal *.jsonl -State Unknown |
/// >>     Select-Object OrderId, OrderExternalRef, Reference, Message, Path |
/// >>     Export-Csv lookup.csv
/// </code>
/// </example>
/// <example>
/// Count the orders by their state.
/// <code>
/// PS> Get-KornitXJournal run.jsonl | Group-Object State -NoElement
/// </code>
/// </example>
/// <seealso cref="ConfirmKornitXJournalCommand"/>
/// <seealso cref="NewKornitXCancellationCommand"/>
/// <seealso cref="NewKornitXReturnCommand"/>
/// <seealso href="about_KornitX_Journal"/>
[Cmdlet(VerbsCommon.Get, "KornitXJournal", DefaultParameterSetName = PathSet)]
[OutputType(typeof(JournaledOrder))]
public sealed class GetKornitXJournalCommand : PSCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Specifies the paths of the journals. Wildcard characters are supported.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Specifies the paths of the journals, exactly as they are typed. Wildcard characters are not supported.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP", "FullName", "JournalPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Specifies the states of the orders to get. By default, orders in all states are returned.</summary>
    [Parameter]
    [ValidateSet("Created", "Rejected", "NotSent", "Unknown", "Sending")]
    public string[]? State { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == LiteralPathSet;
        foreach (string path in isLiteral ? LiteralPath : Path)
        {
            try
            {
                IReadOnlyList<string> files = isLiteral ? [FileSystemPath.Resolve(this, path)] : FileSystemPath.Expand(this, path);
                foreach (string file in files)
                    Write(file);
            }
            catch (FileSystemPathException exception)
            {
                WriteError(JournalErrors.Unusable(exception, path));
            }
        }
    }

    private void Write(string file)
    {
        try
        {
            using ReadOnlyJournal journal = ReadOnlyJournal.Open(file);
            if (journal.UnfinishedLength > 0)
                WriteWarning(JournalErrors.Unfinished(file, journal.UnfinishedLength, isRemoved: false));
            foreach (JournalRecord order in journal.Orders)
            {
                JournaledOrder shown = new(order);
                if (State is null || State.Contains(shown.State, StringComparer.OrdinalIgnoreCase))
                    WriteObject(shown);
            }
        }
        catch (JournalException exception)
        {
            WriteError(JournalErrors.Unusable(exception, file));
        }
    }
}
