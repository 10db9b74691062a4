#if NETFRAMEWORK
namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler compile records and init accessors; .NET Framework lacks this type.</summary>
internal static class IsExternalInit;
#endif
