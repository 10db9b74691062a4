using System.Collections;

namespace KornitX.Commands;

/// <summary>Completes the kinds of faults.</summary>
internal sealed class FaultCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Matches(string command, string parameter, IDictionary given) =>
        Enum.GetNames(typeof(SandboxFaultKind)).Select(kind => (kind, kind));
}
