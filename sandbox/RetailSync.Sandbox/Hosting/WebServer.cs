using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace RetailSync.Sandbox;

/// <summary>Starts one web application on one bound socket.</summary>
internal static class WebServer
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);

    /// <summary>Builds and starts it. <paramref name="services"/> adds what it needs, <paramref name="pipeline"/> maps what it answers.</summary>
    public static async Task<WebApplication> StartAsync(
        Socket socket,
        HttpProtocols protocols,
        SandboxOptions options,
        Action<IServiceCollection> services,
        Action<WebApplication> pipeline,
        CancellationToken cancellationToken)
    {
        // The empty builder: no configuration files, hence no file watchers, seventeen times over.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(WebServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(socket.LocalEndPoint!, listen => listen.Protocols = protocols);
        });
        builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = _ => socket);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(options.Clock);
        AddLogging(builder, options);
        builder.Services.AddRouting();
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        services(builder.Services);

        var app = builder.Build();
        try
        {
            pipeline(app);
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>How every system writes JSON: camelCase, enums in kebab-case, absent instead of null.</summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    private static void AddLogging(WebApplicationBuilder builder, SandboxOptions options)
    {
        if (options.LoggerFactory is { } shared)
        {
            builder.Services.AddSingleton(shared);
        }
        else
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
        }
    }
}
