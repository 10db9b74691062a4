using System.Runtime.Loader;
using System.Xml.Linq;

namespace KornitX.Help;

internal static class Program
{
    /// <param name="arguments">
    /// The assembly with the cmdlets, next to the XML files of its doc comments; the help file to write; the folder with the about_
    /// topics; the folder for the pages to write, in a folder cmdlets.
    /// </param>
    private static int Main(string[] arguments)
    {
        try
        {
            IReadOnlyList<Cmdlet> cmdlets = ReadCmdlets(Path.GetFullPath(arguments[0]));
            Dictionary<string, string> topics = Directory.GetFiles(arguments[2], "about_*.help.txt")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)
                .ToDictionary(file => file.Replace(".help.txt", "", StringComparison.Ordinal), file => "../../module/en-US/" + file);

            Write(arguments[1], MamlWriter.Write(cmdlets));
            WritePages(arguments[3], MarkdownWriter.Write(cmdlets, topics));
            return 0;
        }
        catch (HelpException exception)
        {
            // The format in which MSBuild recognizes an error.
            Console.WriteLine($"KornitX.Help : error HELP001: {exception.Message}");
            return 1;
        }
    }

    private static IReadOnlyList<Cmdlet> ReadCmdlets(string assembly)
    {
        string folder = Path.GetDirectoryName(assembly)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            string path = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };

        // The types that cmdlets write are documented in the assemblies that declare them.
        IEnumerable<string> comments = Directory.GetFiles(folder, "KornitX.*.xml").Order(StringComparer.Ordinal);
        return CmdletReader.Read(
            AssemblyLoadContext.Default.LoadFromAssemblyPath(assembly).GetExportedTypes(),
            new DocComments(comments.Select(path => XDocument.Load(path, LoadOptions.PreserveWhitespace))));
    }

    /// <summary>Writes the pages, and deletes those that earlier builds have left.</summary>
    private static void WritePages(string folder, IReadOnlyDictionary<string, string> pages)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach ((string file, string page) in pages)
            Write(Path.Combine(folder, "cmdlets", file), page);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text);
    }
}
