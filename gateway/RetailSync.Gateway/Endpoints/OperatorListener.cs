using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Gateway.Endpoints;

/// <summary>The operators' own server, apart from the data port, so that no request for a system can reach it.</summary>
internal sealed class OperatorListener(IServiceProvider gateway, StartSettings settings) : IHostedService, IAsyncDisposable
{
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
        var guard = new OperatorGuard(settings.OperatorKey, gateway.GetRequiredService<ILogger<OperatorGuard>>());
        _app.Use(guard.InvokeAsync);
        _app.MapOperatorEndpoints(gateway);
        await _app.StartAsync(cancellationToken);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    // The operators' server logs where the gateway logs.
    private sealed class ForwardingLoggerProvider(ILoggerFactory factory) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => factory.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}
