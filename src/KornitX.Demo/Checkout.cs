namespace KornitX.Demo;

/// <summary>The checkout that this program was built from, and its output folders.</summary>
internal static class Checkout
{
    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The module for <c>Import-Module</c>.</summary>
    public static string Module => Path.Combine(Root, "output", "KornitX.PowerShell");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KornitX.PowerShell.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException(
                $"KornitX.PowerShell.sln was not found above {AppContext.BaseDirectory}. Run the demo from a checkout.");
    }
}
