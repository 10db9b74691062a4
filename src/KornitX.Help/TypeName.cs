using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;

namespace KornitX.Help;

/// <summary>Type names as PowerShell shows them.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Accelerators = new()
    {
        [typeof(string)] = "string",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(bool)] = "bool",
        [typeof(Uri)] = "uri",
        [typeof(SecureString)] = "securestring",
        [typeof(PSCredential)] = "pscredential",
        [typeof(PSObject)] = "psobject",
    };

    /// <summary>The name in a syntax: PowerShell's type accelerator, or the name without its namespace.</summary>
    public static string Short(Type type) => type.IsArray
        ? Short(type.GetElementType()!) + "[]"
        : Accelerators.TryGetValue(type, out string? name) ? name : type.Name;

    /// <summary>Whether it is the type of a switch, which takes no value in a syntax.</summary>
    public static bool IsSwitch(Type type) => type == typeof(SwitchParameter);
}
