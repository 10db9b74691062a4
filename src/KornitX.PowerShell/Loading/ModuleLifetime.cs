using System.Management.Automation;
using KornitX.Connections;
using KornitX.Sandboxes;

namespace KornitX.Loading;

/// <summary>What happens when the module is imported and removed. PowerShell finds it by its interfaces.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Nothing is loaded here: an import costs what an empty module costs.</summary>
    public void OnImport() => DependencyResolver.Register();

    /// <summary>Forgets this session's connection and stops the sandboxes that it started.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        ConnectionStore.Forget();
        SandboxStore.StopOwn();
    }
}
