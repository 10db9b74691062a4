using System;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
#if !NETFRAMEWORK
using System.Runtime.Loader;
#endif

namespace KornitX.Loading;

/// <summary>Finds the module's own assemblies in the module's own folder.</summary>
internal static class DependencyResolver
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!;
    private static bool s_registered;

    /// <summary>Registers the resolver, once however often the module is imported.</summary>
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

    /// <summary>Loads what scripts use by name from the import on: [KornitX.SandboxFault]::new('Forbidden').</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LoadSandbox() => RuntimeHelpers.RunClassConstructor(typeof(SandboxFault).TypeHandle);

#if NETFRAMEWORK
    /// <summary>
    /// .NET Framework has no load contexts to keep apart, but takes several versions of an assembly side by side. There is
    /// no config file to say which version our assemblies mean either, so say it here, and to them alone.
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
    private static readonly Lazy<DependencyContext> Dependencies = new(() => new DependencyContext(Path.Combine(Folder, "lib")));

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName assembly) => assembly.Name switch
    {
        "KornitX.Client" => Dependencies.Value.LoadFromAssemblyName(assembly),
        // Scripts see the sandbox's types by name, which they do only of the host's own context.
        "KornitX.Sandbox" => context.LoadFromAssemblyPath(Path.Combine(Folder, "KornitX.Sandbox.dll")),
        _ => null,
    };
#endif
}
