using System.Management.Automation;
using KornitX.Sandboxes;

namespace KornitX.Commands;

/// <summary>Stops sandboxes.</summary>
/// <remarks>
/// <para>
/// A stopped sandbox closes its port. Its orders, bookings and requests can still be read from the object; nothing is
/// stored on disk. Removing the module stops the sandboxes that this runspace started, and ending PowerShell stops all.
/// </para>
/// </remarks>
/// <example>
/// Stop all sandboxes of this process.
/// <code>
/// PS> Stop-KornitXSandbox
/// </code>
/// </example>
/// <example>
/// Stop one of them.
/// <code>
/// PS> $sandbox = Start-KornitXSandbox
/// PS> $sandbox | Stop-KornitXSandbox
/// </code>
/// </example>
/// <seealso cref="StartKornitXSandboxCommand"/>
/// <seealso cref="GetKornitXSandboxCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "KornitXSandbox")]
public sealed class StopKornitXSandboxCommand : PSCmdlet
{
    /// <summary>The sandbox to stop. The default is all sandboxes of this process.</summary>
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
