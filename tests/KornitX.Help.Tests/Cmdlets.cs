using System.Management.Automation;

namespace Sample;

/// <summary>A cmdlet to read help from. Its doc comments are literals in the tests, because they are the input.</summary>
public abstract class ThingCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Name")]
    [Alias("Title")]
    public string[] Name { get; set; } = [];

    [Parameter]
    [ValidateRange(1, 9)]
    public int Count { get; set; } = 2;
}

[Cmdlet(VerbsCommon.Get, "Thing", DefaultParameterSetName = "All", SupportsShouldProcess = true)]
[OutputType(typeof(Thing))]
public sealed class GetThingCommand : ThingCommand
{
    [Parameter(Mandatory = true, ParameterSetName = "All")]
    public SwitchParameter All { get; set; }
}

[Cmdlet(VerbsCommon.Set, "Thing")]
public sealed class SetThingCommand : PSCmdlet
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Red", "Green")]
    [SupportsWildcards]
    public string Colour { get; set; } = "Red";

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Least { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Most { get; set; }

    [Parameter]
    public long Number { get; set; }

    [Parameter]
    [ValidateRange(1L, long.MaxValue)]
    public long Large { get; set; }
}

public sealed class Thing
{
}
