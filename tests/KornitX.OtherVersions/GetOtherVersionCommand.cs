using System;
using System.Management.Automation;
using System.Net.Http;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace KornitX.OtherVersions;

/// <summary>Sends KornitX a GET without a token, with other versions of the libraries than the module under test has.</summary>
[Cmdlet(VerbsCommon.Get, "OtherVersion")]
public sealed class GetOtherVersionCommand : PSCmdlet
{
    /// <summary>The address to request.</summary>
    [Parameter(Mandatory = true)]
    public Uri Uri { get; set; } = null!;

    /// <summary>Uses a load context of its own. Without it the session's, as most modules do.</summary>
    [Parameter]
    public SwitchParameter Apart { get; set; }

    /// <summary>Writes one object with the response's message and the versions of the libraries.</summary>
    protected override void ProcessRecord()
    {
        Type type = typeof(GetOtherVersionCommand);
        if (Apart)
            type = new ApartContext(type.Assembly.Location).LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!)!;
        MethodInfo ask = type.GetMethod(nameof(Ask), BindingFlags.Static | BindingFlags.NonPublic)!;
        string[] values = ask.CreateDelegate<Func<Uri, string[]>>()(Uri);

        WriteObject(new PSObject
        {
            Properties =
            {
                new PSNoteProperty("Message", values[0]),
                new PSNoteProperty("Http", values[1]),
                new PSNoteProperty("Json", values[2]),
            },
        });
    }

    private static string[] Ask(Uri uri)
    {
        using ServiceProvider services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using HttpClient client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using HttpResponseMessage response = client.GetAsync(uri).GetAwaiter().GetResult();
        using JsonDocument body = JsonDocument.Parse(response.Content.ReadAsStringAsync().GetAwaiter().GetResult());
        return
        [
            body.RootElement.GetProperty("error").GetProperty("message").GetString()!,
            VersionOf(typeof(IHttpClientFactory)),
            VersionOf(typeof(JsonDocument)),
        ];
    }

    private static string VersionOf(Type type)
    {
        AssemblyName name = type.Assembly.GetName();
        return $"{name.Name} {name.Version!.ToString(2)}";
    }
}
