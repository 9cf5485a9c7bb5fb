using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RetailSync.Bench.RawYarp;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.Get<RawYarpSettings>() ?? new RawYarpSettings();

builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    // The gateway's own settings, so that both sides do the same work before YARP.
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestHeaderCount = 100;
    kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1_024;
    kestrel.Limits.MaxRequestLineSize = 8 * 1_024;
    kestrel.Limits.MaxRequestBodySize = 10 * 1_024 * 1_024;
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
});
// YARP brings Data Protection for session affinity; no key file of it may stay behind.
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddReverseProxy().LoadFromMemory(BenchRoutes.Routes(settings), BenchRoutes.Clusters(settings));
if (settings.Variant == RawYarpVariant.Stock)
{
    builder.Services.AddStockPolicies(settings);
}

var app = builder.Build();
if (settings.Variant == RawYarpVariant.Stock)
{
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseRateLimiter();
}

app.MapReverseProxy();
await app.StartAsync();
Console.WriteLine($"listening http {app.Urls.Single()}");
await app.WaitForShutdownAsync();
