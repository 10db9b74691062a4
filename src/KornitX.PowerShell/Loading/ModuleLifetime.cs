namespace KornitX.Commands;

/// <summary>Runs when the module is imported and removed. PowerShell finds this type by its interfaces.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Loads only the sandbox's assembly, to keep the import as fast as that of an empty module.</summary>
    public void OnImport()
    {
        DependencyResolver.Register();
        DependencyResolver.LoadSandbox();
    }

    /// <summary>Removes the connection of this runspace and stops the sandboxes that it started.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        ConnectionStore.Current = null;
        SandboxStore.StopOwn();
    }
}
