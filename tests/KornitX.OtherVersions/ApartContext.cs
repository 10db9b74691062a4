using System.Reflection;
using System.Runtime.Loader;

namespace KornitX.OtherVersions;

/// <summary>A load context in which the module's own versions take precedence, even over the framework's libraries.</summary>
/// <param name="path">The module's assembly.</param>
internal sealed class ApartContext(string path) : AssemblyLoadContext("OtherVersions")
{
    private readonly AssemblyDependencyResolver _own = new(path);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _own.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
}
