#if !NETFRAMEWORK
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace KornitX.Loading;

/// <summary>
/// Where the client and what it depends on are loaded on PowerShell 7: apart from the versions that the host or
/// another module has loaded. What is not in the folder, the framework above all, comes from the host.
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
