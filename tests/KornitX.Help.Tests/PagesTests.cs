using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace KornitX.Help.Tests;

/// <summary>The pages in docs are those that the build writes.</summary>
public class PagesTests
{
    private const string Remedy = "Run ./build.ps1 -Task Docs and commit docs/cmdlets and docs/about.";

    private static readonly string Root = FindRoot();

    [Fact]
    public void The_pages_in_docs_are_those_that_the_build_writes()
    {
        Dictionary<string, string> written = Read(Path.Combine(Root, "output", "docs"));
        Dictionary<string, string> committed = Read(Path.Combine(Root, "docs"));
        string[] differences = written.Keys.Union(committed.Keys)
            .Where(path => !written.TryGetValue(path, out string? page) || !committed.TryGetValue(path, out string? other) || page != other)
            .Select(path => "docs/" + path)
            .Order(StringComparer.Ordinal)
            .ToArray();

        Assert.True(written.Count > 0, "The build wrote no pages.");
        Assert.True(differences.Length == 0, $"These pages differ from those that the build writes: {string.Join(", ", differences)}. {Remedy}");
    }

    [Fact]
    public void Each_link_points_to_an_existing_page()
    {
        Dictionary<string, string> pages = Read(Path.Combine(Root, "output", "docs"));

        string[] broken = (
            from page in pages
            from Match link in Regex.Matches(page.Value, @"\]\((?!https:)([^)]+)\)")
            let target = new Uri(new Uri("file:///" + page.Key), link.Groups[1].Value).LocalPath.TrimStart('/')
            where !pages.ContainsKey(target)
            select $"{page.Key}: {target}").ToArray();

        Assert.Empty(broken);
    }

    public static TheoryData<string> Topics()
    {
        TheoryData<string> topics = [];
        foreach (string path in Directory.GetFiles(Path.Combine(Root, "module", "en-US"), "about_*.help.txt"))
            topics.Add(Path.GetFileName(path).Replace(".help.txt", "", StringComparison.Ordinal));
        return topics;
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_page_of_a_topic_has_its_complete_text(string name)
    {
        string topic = File.ReadAllText(Path.Combine(Root, "module", "en-US", name + ".help.txt"));
        string page = File.ReadAllText(Path.Combine(Root, "output", "docs", "about", name + ".md"));
        topic = Regex.Replace(topic, @"^(TOPIC|SHORT DESCRIPTION|LONG DESCRIPTION)\r?$", "", RegexOptions.Multiline);
        page = Regex.Replace(page, @"^<!-- .* -->$|^ *```powershell$|(?<=\])\([^)]+\)", "", RegexOptions.Multiline);

        Assert.Equal(Words(topic), Words(page));
    }

    /// <summary>In alphabetical order, because the page has the lines of a cell in one piece.</summary>
    private static IEnumerable<string> Words(string text) =>
        Regex.Matches(text, @"\w+").Select(word => word.Value.ToLowerInvariant()).Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Read(string folder) => new[] { "cmdlets", "about" }
        .Select(name => Path.Combine(folder, name))
        .Where(Directory.Exists)
        .SelectMany(Directory.GetFiles)
        .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KornitX.PowerShell.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No KornitX.PowerShell.sln above {AppContext.BaseDirectory}.");
    }
}
