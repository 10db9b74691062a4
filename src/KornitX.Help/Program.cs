using System;
using System.IO;
using System.Linq;
using System.Runtime.Loader;

namespace KornitX.Help;

internal static class Program
{
    /// <param name="arguments">The assembly with the cmdlets, with its doc comments beside it, and the help file to write.</param>
    private static int Main(string[] arguments)
    {
        string assembly = Path.GetFullPath(arguments[0]);
        string helpFile = Path.GetFullPath(arguments[1]);
        string folder = Path.GetDirectoryName(assembly)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            string path = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };

        try
        {
            // Of each assembly with public types that a session sees there are comments; of packages there may be too, and do no harm.
            DocComments comments = DocComments.Load(Directory.GetFiles(folder, "KornitX.*.xml"));
            Type[] types = AssemblyLoadContext.Default.LoadFromAssemblyPath(assembly).GetExportedTypes();
            string help = MamlWriter.Write(types.Select(CmdletReader.Read).OfType<Cmdlet>(), comments);
            Directory.CreateDirectory(Path.GetDirectoryName(helpFile)!);
            File.WriteAllText(helpFile, help);
            return 0;
        }
        catch (HelpException exception)
        {
            // In the form in which MSBuild knows an error when it sees one.
            Console.WriteLine($"KornitX.Help : error HELP001: {exception.Message}");
            return 1;
        }
    }
}
