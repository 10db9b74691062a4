using System;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Commands;

/// <summary>Gets what a run did, one object per order, from its journal; also while the run goes on.</summary>
[Cmdlet(VerbsCommon.Get, "KornitXJournal")]
[OutputType(typeof(JournaledOrder))]
public sealed class GetKornitXJournalCommand : PSCmdlet
{
    /// <summary>The journal.</summary>
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
                foreach (Client.JournaledOrder order in Journal.ReadOrders(GetUnresolvedProviderPathFromPSPath(path)))
                {
                    JournaledOrder shown = new(order);
                    if (State is null || State.Contains(shown.State, StringComparer.OrdinalIgnoreCase))
                        WriteObject(shown);
                }
            }
            catch (JournalException exception)
            {
                ThrowTerminatingError(Errors.Errors.JournalUnreadable(exception, path));
            }
        }
    }
}
