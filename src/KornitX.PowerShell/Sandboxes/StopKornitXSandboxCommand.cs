namespace KornitX.Commands;

/// <summary>Stops the sandboxes that run in this process.</summary>
/// <remarks>
/// <para>
/// A stopped sandbox closes its port. You can still read its orders, bookings, and requests from the object; nothing is stored
/// on disk. If you remove the module, the sandboxes that this runspace started are stopped. When PowerShell exits, all
/// sandboxes are stopped.
/// </para>
/// </remarks>
/// <example>
/// Stop all sandboxes in this process.
/// <code>
/// PS> Stop-KornitXSandbox
/// </code>
/// </example>
/// <example>
/// Stop one sandbox.
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
    /// <summary>Specifies the sandbox to stop. The default is all sandboxes in this process.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Sandbox? Sandbox { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (Sandbox sandbox in Sandbox is null ? SandboxStore.Running : [Sandbox])
            sandbox.Stop();
    }
}
