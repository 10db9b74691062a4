using System.Management.Automation;
using KornitX.Sandboxes;

namespace KornitX.Commands;

/// <summary>Gets the sandboxes that run in this process.</summary>
[Cmdlet(VerbsCommon.Get, "KornitXSandbox")]
[OutputType(typeof(Sandbox))]
public sealed class GetKornitXSandboxCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(SandboxStore.Running, enumerateCollection: true);
}
