using System.Reflection;
using System.Runtime.CompilerServices;
#if !NETFRAMEWORK
using System.Runtime.Loader;
#endif

namespace KornitX.Commands;

/// <summary>Resolves the module's assemblies from the module's folder.</summary>
internal static class DependencyResolver
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!;
    private static bool s_registered;

    /// <summary>Registers the resolver once, even if the module is imported again.</summary>
    public static void Register()
    {
        if (s_registered)
            return;
        s_registered = true;
#if NETFRAMEWORK
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
#else
        AssemblyLoadContext.Default.Resolving += Resolve;
#endif
    }

    /// <summary>Loads the assembly whose types scripts can name after the import, as in [KornitX.SandboxFault]::new('Forbidden').</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LoadSandbox() => RuntimeHelpers.RunClassConstructor(typeof(SandboxFault).TypeHandle);

#if NETFRAMEWORK
    /// <summary>
    /// .NET Framework loads several versions of an assembly side by side but has no load contexts, and a module can't have
    /// binding redirects. So this resolves requests of the module's own assemblies only.
    /// </summary>
    private static Assembly? Resolve(object sender, ResolveEventArgs arguments)
    {
        if (arguments.RequestingAssembly is not { IsDynamic: false } asking
            || !string.Equals(Path.GetDirectoryName(asking.Location), Folder, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string path = Path.Combine(Folder, new AssemblyName(arguments.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
#else
    private static readonly Lazy<DependencyContext> Dependencies = new(() => new DependencyContext());

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName assembly) => assembly.Name switch
    {
        "KornitX.Client" => Dependencies.Value.LoadFromAssemblyName(assembly),
        // PowerShell resolves type names only from assemblies in the host's load context.
        "KornitX.Sandbox" => context.LoadFromAssemblyPath(Path.Combine(Folder, "KornitX.Sandbox.dll")),
        _ => null,
    };

    /// <summary>
    /// The load context for the client and its dependencies, isolated from the versions that the host or another module has loaded.
    /// Assemblies that are not in the folder, such as the framework's, come from the host.
    /// </summary>
    private sealed class DependencyContext() : AssemblyLoadContext("KornitX")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(Folder, "lib", assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
#endif
}
