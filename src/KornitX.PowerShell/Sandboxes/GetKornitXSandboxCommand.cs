using System.Management.Automation;
using KornitX.Sandboxes;

namespace KornitX.Commands;

/// <summary>Gets the sandboxes that run in this process.</summary>
/// <remarks>
/// <para>
/// Writes each sandbox that Start-KornitXSandbox started and that has not been stopped, in whichever runspace. Its
/// properties tell what is going on in it: Orders, Bookings, Requests and Faults.
/// </para>
/// </remarks>
/// <example>
/// See what was booked, and what was asked.
/// <code>
/// PS> $sandbox = Get-KornitXSandbox
/// PS> $sandbox.Bookings
/// PS> $sandbox.Requests
/// </code>
/// </example>
/// <seealso cref="StartKornitXSandboxCommand"/>
/// <seealso cref="StopKornitXSandboxCommand"/>
/// <seealso href="about_KornitX_Sandbox"/>
[Cmdlet(VerbsCommon.Get, "KornitXSandbox")]
[OutputType(typeof(Sandbox))]
public sealed class GetKornitXSandboxCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(SandboxStore.Running, enumerateCollection: true);
}
