using System.Text.RegularExpressions;

namespace KornitX.Help.Tests;

/// <summary>The pages in docs are those that the build writes.</summary>
public class PagesTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Docs = Path.Combine(Root, "docs", "cmdlets");

    [Fact]
    public void The_pages_in_docs_are_those_that_the_build_writes()
    {
        Dictionary<string, string> written = Read(Path.Combine(Root, "output", "docs", "cmdlets"));
        Dictionary<string, string> committed = Read(Docs);
        string[] differences = written.Keys.Union(committed.Keys)
            .Where(file => !written.TryGetValue(file, out string? page) || !committed.TryGetValue(file, out string? other) || page != other)
            .Order(StringComparer.Ordinal)
            .ToArray();

        Assert.True(written.Count > 0, "The build wrote no pages.");
        Assert.True(
            differences.Length == 0,
            $"These pages differ from those that the build writes: {string.Join(", ", differences)}. "
            + "Run ./build.ps1 -Task Docs and commit docs/cmdlets.");
    }

    [Fact]
    public void Each_link_points_to_an_existing_file()
    {
        string[] broken = (
            from page in Read(Docs)
            from Match link in Regex.Matches(page.Value, @"\]\((?!https:)([^)]+)\)")
            where !File.Exists(Path.Combine(Docs, link.Groups[1].Value))
            select $"{page.Key}: {link.Groups[1].Value}").ToArray();

        Assert.Empty(broken);
    }

    private static Dictionary<string, string> Read(string folder) =>
        Directory.GetFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KornitX.PowerShell.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No KornitX.PowerShell.sln above {AppContext.BaseDirectory}.");
    }
}
