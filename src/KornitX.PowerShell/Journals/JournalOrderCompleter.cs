using System.Collections;
using System.Globalization;

namespace KornitX.Commands;

/// <summary>Completes the orders that are unknown in the journal at -Path.</summary>
internal sealed class JournalOrderCompleter : Completer
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string ToolTip)> Matches(string command, string parameter, IDictionary given)
    {
        if (given["Path"] is not string path)
            return [];
        using System.Management.Automation.PowerShell shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Get-KornitXJournal").AddParameter("LiteralPath", path).AddParameter("State", "Unknown");
        return (
            from found in shell.Invoke()
            let order = (JournaledOrder)found.BaseObject
            let value = Convert.ToString(found.Properties[parameter].Value, CultureInfo.InvariantCulture)
            where !string.IsNullOrEmpty(value)
            group order by value into same
            select (same.Key, string.Join(Environment.NewLine, same))).ToArray();
    }
}
