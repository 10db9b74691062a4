using System.Net;
using KornitX.Bench;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

// Writes its address on one line and runs until its standard input ends, so that it ends with the process that started it.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, 0);
});

await using WebApplication application = builder.Build();
BenchServer server = new();
application.Run(server.HandleAsync);
await application.StartAsync();
Console.WriteLine(application.Urls.Single());
await Console.In.ReadToEndAsync();
