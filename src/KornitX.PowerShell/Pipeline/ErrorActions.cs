using System.Management.Automation;

namespace KornitX.Pipeline;

/// <summary>What the person wants done at an error.</summary>
internal static class ErrorActions
{
    /// <summary>Whether a command's first error is to end it.</summary>
    public static bool StopsAtErrors(this PSCmdlet command)
    {
        object? action = command.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given)
            ? given
            : command.GetVariableValue("ErrorActionPreference");
        return LanguagePrimitives.TryConvertTo(action, out ActionPreference preference) && preference == ActionPreference.Stop;
    }
}
