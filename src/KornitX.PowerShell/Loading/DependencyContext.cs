#if !NETFRAMEWORK
using System.Reflection;
using System.Runtime.Loader;

namespace KornitX.Commands;

/// <summary>
/// The load context for the client and its dependencies on PowerShell 7, isolated from the versions that the host or another
/// module has loaded. Assemblies that are not in the folder, such as the framework's, come from the host.
/// </summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private readonly string _folder;

    public DependencyContext(string folder)
        : base("KornitX") => _folder = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
#endif
