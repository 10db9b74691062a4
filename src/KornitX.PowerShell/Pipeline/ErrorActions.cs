using System.Management.Automation;

namespace KornitX.Commands;

/// <summary>Determines the error action of a command.</summary>
internal static class ErrorActions
{
    /// <summary>The command's -ErrorAction, or else the caller's $ErrorActionPreference.</summary>
    public static ActionPreference ErrorAction(this PSCmdlet command)
    {
        object? action = command.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given)
            ? given
            : command.GetVariableValue("ErrorActionPreference");
        return LanguagePrimitives.TryConvertTo(action, out ActionPreference preference) ? preference : ActionPreference.Continue;
    }
}
