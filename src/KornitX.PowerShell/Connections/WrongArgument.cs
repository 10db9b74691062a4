namespace KornitX.Commands;

/// <summary>Describes an argument of a wrong type without its value, which may be a secret.</summary>
internal static class WrongArgument
{
    public static string TypeName(object value) => value is string ? "string" : value.GetType().Name;
}
