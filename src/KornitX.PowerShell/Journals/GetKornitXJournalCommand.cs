using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Paths;

namespace KornitX.Commands;

/// <summary>Gets the outcome of each order of a run, from its journal.</summary>
/// <remarks>
/// <para>
/// Reads a journal that New-KornitXCancellation or New-KornitXReturn wrote with -JournalPath, and writes one object per
/// order, in the order in which they were first sent. It can be used while the run goes on.
/// </para>
/// <para>The state of an order is one of these:</para>
/// <list type="bullet">
/// <item>Created: KornitX booked it. Result has what it answered.</item>
/// <item>Rejected: KornitX rejected it. Nothing was booked.</item>
/// <item>NotSent: it had no effect, because it never got there or was turned away.</item>
/// <item>Unknown: it may have been booked. Look it up in KornitX, then settle it with Confirm-KornitXJournal.</item>
/// <item>Sending: the run that has it goes on at this moment.</item>
/// </list>
/// </remarks>
/// <notes>
/// <para>Orders that are not in it were not sent with this journal.</para>
/// <para>
/// A file that can't be read is an error, and the others are read. A pattern that matches no file is none.
/// </para>
/// </notes>
/// <example>
/// See what a run did.
/// <code>
/// PS> Get-KornitXJournal run.jsonl
///
/// State    Operation Order      Reference Items            Message
/// -----    --------- -----      --------- -----            -------
/// Created  Return    45453572   RMA-1002  1 x 12345680, +1
/// Rejected Return    POS-584558 RMA-1003  9 x ABCD         HTTP 400: Invalid …
/// Unknown  Return    45453578   RMA-1004  1 x 12345693     The response ended…
/// </code>
/// -State narrows it down; Format-List shows all there is of an order, with the whole message.
/// </example>
/// <example>
/// List what somebody must look up in KornitX, from the journals of all nights.
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

    /// <summary>The journals' files. Wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The journals' files, as they are named: no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP", "FullName", "JournalPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Only the orders in these states.</summary>
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
                WriteError(JournalErrors.NotInFileSystem(exception, path, ""));
            }
        }
    }

    private void Write(string file)
    {
        try
        {
            foreach (Client.JournaledOrder order in Journal.ReadOrders(file))
            {
                JournaledOrder shown = new(order);
                if (State is null || State.Contains(shown.State, StringComparer.OrdinalIgnoreCase))
                    WriteObject(shown);
            }
        }
        catch (JournalException exception)
        {
            WriteError(JournalErrors.JournalUnreadable(exception, file));
        }
    }
}
