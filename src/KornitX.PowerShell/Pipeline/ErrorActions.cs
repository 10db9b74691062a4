using System.Management.Automation;

namespace KornitX.Pipeline;

/// <summary>What the person wants done at an error.</summary>
internal static class ErrorActions
{
    /// <summary>The command's own -ErrorAction, or else $ErrorActionPreference where it was called.</summary>
    public static ActionPreference ErrorAction(this PSCmdlet command)
    {
        object? action = command.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given)
            ? given
            : command.GetVariableValue("ErrorActionPreference");
        return LanguagePrimitives.TryConvertTo(action, out ActionPreference preference) ? preference : ActionPreference.Continue;
    }
}
