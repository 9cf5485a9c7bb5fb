using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Gateway.Endpoints;

/// <summary>The operators' own server, apart from the data port, so that no request for a system can reach it.</summary>
internal sealed class OperatorListener(IServiceProvider gateway, StartSettings settings) : IHostedService, IAsyncDisposable
{
    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    private readonly byte[]? _keyHash = settings.OperatorKey is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(settings.OperatorKey));
    private WebApplication? _app;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new ForwardingLoggerProvider(gateway.GetRequiredService<ILoggerFactory>()));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 65_536;
            kestrel.Listen(settings.Operators.ParsedAddress!, settings.Operators.Port);
        });
        _app = builder.Build();
        _app.Use(AuthenticateAsync);
        _app.MapOperatorEndpoints(gateway);
        await _app.StartAsync(cancellationToken);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AuthenticateAsync(HttpContext context, RequestDelegate next)
    {
        if (_keyHash is null ? IsLocal(context) : HasKey(context) || IsProbe(context.Request))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = _keyHash is null ? StatusCodes.Status421MisdirectedRequest : StatusCodes.Status401Unauthorized;
        if (_keyHash is not null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"retailsync operators\"";
        }
    }

    // A page in an operator's browser must not reach the loopback listener under a name of its own (DNS rebinding).
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && LoopbackHosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase);

    // Those who only want to know whether to send requests here have no key: load balancers, orchestrators. They get a status and no reasons.
    private static bool IsProbe(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers.Authorization.Count == 0 && request.Path.Value is "/health" or "/ready";

    private bool HasKey(HttpContext context)
    {
        const string Scheme = "Bearer ";
        var value = context.Request.Headers.Authorization;
        return value is [{ } text] && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text[Scheme.Length..])), _keyHash);
    }

    // The operators' server logs where the gateway logs.
    private sealed class ForwardingLoggerProvider(ILoggerFactory factory) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => factory.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}
