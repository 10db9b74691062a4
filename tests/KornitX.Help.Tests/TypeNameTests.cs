using System.Management.Automation;
using Sample;

namespace KornitX.Help.Tests;

public class TypeNameTests
{
    [Theory]
    [InlineData(typeof(string), "string")]
    [InlineData(typeof(long?), "long")]
    [InlineData(typeof(DateTime), "datetime")]
    [InlineData(typeof(PSObject[]), "psobject[]")]
    [InlineData(typeof(Thing), "Thing")]
    public void Types_have_the_names_of_Get_Command_Syntax(Type type, string name) => Assert.Equal(name, TypeName.Format(type));
}
