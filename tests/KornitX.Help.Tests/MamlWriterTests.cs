namespace KornitX.Help.Tests;

public class MamlWriterTests
{
    [Fact]
    public void The_help_file_has_all_parts_of_a_cmdlets_help()
    {
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Get-Thing-help.xml"));

        Assert.Equal(expected, MamlWriter.Write(ThingHelp.Read()));
    }
}
