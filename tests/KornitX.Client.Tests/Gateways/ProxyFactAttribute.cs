using System.Runtime.CompilerServices;

namespace KornitX.Client.Tests.Gateways;

/// <summary>A test that runs where the proxy's program is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProxyFactAttribute : GatewayFactAttribute
{
    public ProxyFactAttribute(string program, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(program, file, line)
    {
        if (Skip is not null)
            Skip = $"{program} is not installed. Its response to a request without credentials is tested literally.";
    }
}
