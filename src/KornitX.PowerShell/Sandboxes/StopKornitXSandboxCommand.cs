using System.Management.Automation;
using KornitX.Sandboxes;

namespace KornitX.Commands;

/// <summary>Stops sandboxes; what was booked in them is gone.</summary>
[Cmdlet(VerbsLifecycle.Stop, "KornitXSandbox")]
public sealed class StopKornitXSandboxCommand : PSCmdlet
{
    /// <summary>The sandbox to stop. Default: all that run in this process.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Sandbox? Sandbox { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Sandbox is null)
            SandboxStore.StopAll();
        else
            Sandbox.Stop();
    }
}
