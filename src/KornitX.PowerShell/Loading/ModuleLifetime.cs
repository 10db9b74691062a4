using System.Management.Automation;
using KornitX.Connections;
using KornitX.Sandboxes;

namespace KornitX.Loading;

/// <summary>What happens when the module is imported and removed. PowerShell finds it by its interfaces.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Loads the sandbox's assembly alone, so that an import costs what an empty module costs.</summary>
    public void OnImport()
    {
        DependencyResolver.Register();
        DependencyResolver.LoadSandbox();
    }

    /// <summary>Forgets this session's connection and stops the sandboxes that it started.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        ConnectionStore.Forget();
        SandboxStore.StopOwn();
    }
}
