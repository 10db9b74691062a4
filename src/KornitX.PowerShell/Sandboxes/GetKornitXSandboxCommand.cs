namespace KornitX.Commands;

/// <summary>Gets the sandboxes that run in this process.</summary>
/// <remarks>
/// <para>
/// Returns each running sandbox that Start-KornitXSandbox started, in any runspace. Its properties Orders, Bookings,
/// Requests and Faults show its state.
/// </para>
/// </remarks>
/// <example>
/// Show bookings and requests.
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
