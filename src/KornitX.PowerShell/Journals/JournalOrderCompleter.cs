using System.Collections;

namespace KornitX.Commands;

/// <summary>Completes the orders that are unknown in the journal at -Path.</summary>
internal sealed class JournalOrderCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Matches(string command, string parameter, IDictionary given)
    {
        if (given["Path"] is not string path)
            return [];
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Get-KornitXJournal").AddParameter("LiteralPath", path).AddParameter("State", "Unknown");
        return (
            from found in shell.Invoke()
            let order = (JournaledOrder)found.BaseObject
            let value = $"{found.Properties[parameter].Value}"
            where value.Length > 0
            group order by value into same
            select (same.Key, string.Join(Environment.NewLine, same))).ToArray();
    }
}
