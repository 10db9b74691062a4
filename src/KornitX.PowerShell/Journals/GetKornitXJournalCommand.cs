using System;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Paths;

namespace KornitX.Commands;

/// <summary>Gets what became of the orders of a run, from its journal.</summary>
/// <remarks>
/// <para>
/// Reads a journal that New-KornitXCancellation or New-KornitXReturn wrote with -JournalPath, and writes one object per
/// order, in the order in which they were first sent. It may be used while the run goes on.
/// </para>
/// <para>The state of an order is one of these:</para>
/// <list type="bullet">
/// <item>Created: KornitX booked it. Result has what it answered.</item>
/// <item>Rejected: KornitX said no. Nothing was booked.</item>
/// <item>NotSent: it had no effect, because it never got there or was turned away.</item>
/// <item>Unknown: it may have been booked. Look it up in KornitX before you send it again.</item>
/// <item>Sending: the run that has it goes on at this moment.</item>
/// </list>
/// </remarks>
/// <notes>
/// <para>Orders that are not in it were not sent with this journal.</para>
/// <para>An order that is piped on to New-KornitXCancellation or New-KornitXReturn is sent as it was then.</para>
/// </notes>
/// <example>
/// See what a run did.
/// <code>
/// PS> Get-KornitXJournal run.jsonl
///
/// State    Operation    Order            Items              Message
/// -----    ---------    -----            -----              -------
/// Created  Return       45453572           1 x 12345680 +1
/// Rejected Return       POS-584558         9 x ABCD         HTTP 400: Invalid…
/// Unknown  Return       45453578           1 x 12345693     The response ende…
/// </code>
/// -State narrows it down; Format-List shows all there is of an order, with the whole message.
/// </example>
/// <example>
/// List what somebody must look up in KornitX.
/// <code>
/// PS> Get-KornitXJournal run.jsonl -State Unknown |
/// >>     Select-Object OrderId, OrderExternalRef, Reference, Message |
/// >>     Export-Csv lookup.csv
/// </code>
/// </example>
/// <example>
/// Count the orders by what became of them.
/// <code>
/// PS> Get-KornitXJournal run.jsonl | Group-Object State -NoElement
/// </code>
/// </example>
/// <seealso cref="NewKornitXCancellationCommand"/>
/// <seealso cref="NewKornitXReturnCommand"/>
/// <seealso href="about_KornitX_Journal"/>
[Cmdlet(VerbsCommon.Get, "KornitXJournal")]
[OutputType(typeof(JournaledOrder))]
public sealed class GetKornitXJournalCommand : PSCmdlet
{
    /// <summary>The journal's file, as -JournalPath named it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "JournalPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Only the orders in these states.</summary>
    [Parameter]
    [ValidateSet("Created", "Rejected", "NotSent", "Unknown", "Sending")]
    public string[]? State { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            try
            {
                foreach (Client.JournaledOrder order in Journal.ReadOrders(FileSystemPath.Resolve(this, path)))
                {
                    JournaledOrder shown = new(order);
                    if (State is null || State.Contains(shown.State, StringComparer.OrdinalIgnoreCase))
                        WriteObject(shown);
                }
            }
            catch (JournalException exception)
            {
                ThrowTerminatingError(JournalErrors.JournalUnreadable(exception, path));
            }
            catch (FileSystemPathException exception)
            {
                ThrowTerminatingError(JournalErrors.NotInFileSystem(exception, path, ""));
            }
        }
    }
}
