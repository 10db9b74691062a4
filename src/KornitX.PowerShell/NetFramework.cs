#if NETFRAMEWORK
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler looks for to compile records; .NET Framework has none of its own.</summary>
internal static class IsExternalInit;
#endif
