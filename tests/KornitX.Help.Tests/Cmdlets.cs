using System.Management.Automation;

namespace Sample;

/// <summary>What the tests make help of. Its words are in the tests, since they are what goes in.</summary>
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
    public string Colour { get; set; } = "Red";

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Least { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Most { get; set; }

    [Parameter]
    public long Number { get; set; }
}

public sealed class Thing
{
}
