using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace RetailSync.Sandbox;

/// <summary>The server of one system: problems, the gateway's credential, the ledger's facts, faults, and then the system itself.</summary>
internal static class SystemServer
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(30);

    /// <summary>Starts a system's HTTP API.</summary>
    public static Task<WebApplication> StartAsync(Socket socket, SystemParts parts, SandboxOptions options, CancellationToken cancellationToken) =>
        WebServer.StartAsync(
            socket,
            HttpProtocols.Http1,
            options,
            services => { },
            app =>
            {
                app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = PingEvery });
                UseSandbox(app, parts);
                app.MapGet(SystemPaths.Health, () => new { status = "up", system = parts.System.Id });
                app.MapControls(parts);
                parts.System.Map(app);
            },
            cancellationToken);

    /// <summary>Starts a gRPC service that belongs to a system and shares its credential, faults and ledger.</summary>
    public static Task<WebApplication> StartGrpcAsync<TService>(
        Socket socket,
        SystemParts parts,
        TService service,
        SandboxOptions options,
        CancellationToken cancellationToken)
        where TService : class =>
        WebServer.StartAsync(
            socket,
            HttpProtocols.Http2,
            options,
            services =>
            {
                services.AddGrpc();
                services.AddSingleton(service);
            },
            app =>
            {
                UseSandbox(app, parts);
                app.MapGrpcService<TService>();
            },
            cancellationToken);

    private static void UseSandbox(WebApplication app, SystemParts parts)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<CredentialMiddleware>(parts.Credential);
        app.UseMiddleware<RequestFactsMiddleware>();
        app.UseMiddleware<FaultMiddleware>(parts.Faults);
    }
}
