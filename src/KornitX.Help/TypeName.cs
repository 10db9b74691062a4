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
        [typeof(DateTime)] = "datetime",
        [typeof(Uri)] = "uri",
        [typeof(SecureString)] = "securestring",
        [typeof(PSCredential)] = "pscredential",
        [typeof(PSObject)] = "psobject",
    };

    /// <summary>Formats the name as in a syntax: the type accelerator, or the name without its namespace, and never as nullable.</summary>
    public static string Format(Type type)
    {
        if (type.IsArray)
            return Format(type.GetElementType()!) + "[]";
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        return Accelerators.TryGetValue(value, out string? name) ? name : value.Name;
    }

    /// <summary>Whether it is the type of a switch parameter, which has no value in the syntax.</summary>
    public static bool IsSwitch(Type type) => type == typeof(SwitchParameter);
}
