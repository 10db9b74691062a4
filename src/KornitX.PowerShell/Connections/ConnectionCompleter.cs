using System.Collections;
using System.Text.RegularExpressions;

namespace KornitX.Commands;

/// <summary>Completes the variables of the session that hold a connection.</summary>
internal sealed class ConnectionCompleter : Completer
{
    private static readonly Regex Simple = new(@"^\w+$");

    protected override IEnumerable<(string Value, string ToolTip)> Matches(string command, string parameter, IDictionary given)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return
        [
            .. from variable in shell.AddCommand("Microsoft.PowerShell.Utility\\Get-Variable").Invoke<PSVariable>()
               let connection = (variable.Value is PSObject wrapped ? wrapped.BaseObject : variable.Value) as Connection
               where connection is { IsConnected: true }
               select (Simple.IsMatch(variable.Name) ? $"${variable.Name}" : $"${{{variable.Name}}}", $"{connection}"),
        ];
    }

    /// <summary>A variable is an expression; quotes would turn it into a string.</summary>
    protected override string Written(string value) => value;
}
