namespace KornitX.Commands;

/// <summary>The common parameters of a command. Without one, the caller's preference variable applies.</summary>
internal static class CommonParameters
{
    public static ActionPreference ErrorAction(this PSCmdlet command) =>
        LanguagePrimitives.TryConvertTo(Find(command, "ErrorAction", "ErrorActionPreference"), out ActionPreference action)
            ? action
            : ActionPreference.Continue;

    public static bool IsWhatIf(this PSCmdlet command) => LanguagePrimitives.IsTrue(Find(command, "WhatIf", "WhatIfPreference"));

    public static bool IsVerbose(this PSCmdlet command) => IsShown(Find(command, "Verbose", "VerbosePreference"));

    public static bool IsDebug(this PSCmdlet command) => IsShown(Find(command, "Debug", "DebugPreference"));

    /// <summary>Whether a warning or an information message ends the command.</summary>
    public static bool StopsOnMessages(this PSCmdlet command) =>
        IsStop(Find(command, "WarningAction", "WarningPreference"))
            || IsStop(Find(command, "InformationAction", "InformationPreference"));

    private static object? Find(PSCmdlet command, string parameter, string preference) =>
        command.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given) ? given : command.GetVariableValue(preference);

    private static bool IsStop(object? value) =>
        LanguagePrimitives.TryConvertTo(value, out ActionPreference action) && action == ActionPreference.Stop;

    /// <summary>Reads a switch or a preference. One that is neither is taken as on.</summary>
    private static bool IsShown(object? value) => value is SwitchParameter or bool
        ? LanguagePrimitives.IsTrue(value)
        : !LanguagePrimitives.TryConvertTo(value, out ActionPreference action)
            || action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
