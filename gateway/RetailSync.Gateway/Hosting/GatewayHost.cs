using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Endpoints;
using RetailSync.Gateway.Errors;
using RetailSync.Store;

namespace RetailSync.Gateway.Hosting;

/// <summary>A running gateway: the data port, the operators' listener and, in development, the sandbox.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly OperatorListener _operators;
    private readonly SandboxRunner? _sandbox;
    private readonly IDisposable _refusals;
    private readonly TimeSpan _notice;

    private GatewayHost(IHost host, OperatorListener operators, SandboxRunner? sandbox, IDisposable refusals, TimeSpan notice)
    {
        (_host, _operators, _sandbox, _refusals, _notice) = (host, operators, sandbox, refusals, notice);
        var addresses = host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        Http = addresses.Where(address => address.StartsWith("http://", StringComparison.Ordinal)).Select(address => new Uri(address)).FirstOrDefault();
        Https = addresses.Where(address => address.StartsWith("https://", StringComparison.Ordinal)).Select(address => new Uri(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal))).FirstOrDefault();
    }

    /// <summary>The address without TLS; null when that listener is off.</summary>
    public Uri? Http { get; }

    /// <summary>The address with TLS, by the name in the development certificate; null when that listener is off.</summary>
    public Uri? Https { get; }

    /// <summary>The operators' address.</summary>
    public Uri Operators => _operators.Address;

    /// <summary>The simulated systems' token server; null without the sandbox.</summary>
    public Uri? SandboxTokens => _sandbox?.TokenServer;

    /// <summary>The simulated systems by id; empty without the sandbox.</summary>
    public IReadOnlyDictionary<string, Uri> SandboxSystems => _sandbox?.Systems ?? new Dictionary<string, Uri>();

    /// <summary>The gateway's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts a gateway.</summary>
    /// <exception cref="ConfigException">The configuration cannot be used; it carries every fault.</exception>
    public static async Task<GatewayHost> StartAsync(GatewayHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        RuntimeGuard.Check();
        var prepared = GatewayPreparation.Prepare(options);
        var sandbox = prepared.Faults.Count > 0 ? null : await SandboxRunner.StartIfWantedAsync(prepared, options.Development, cancellationToken);
        IHost? host = null;
        try
        {
            prepared = sandbox is null ? prepared : prepared.With(sandbox.Overrides(prepared));
            var faults = new List<ConfigFault>(prepared.Faults);
            host = GatewayServices.Build(prepared, options, faults);
            faults.AddRange(await host.Services.GetRequiredService<SnapshotStore>().LoadAsync(cancellationToken));
            if (faults.Count > 0)
            {
                throw new ConfigException(faults);
            }

            var refusals = host.Services.GetRequiredService<KestrelRefusals>().Subscribe(host.Services.GetRequiredService<DiagnosticListener>());
            await host.StartAsync(cancellationToken);
            return new GatewayHost(host, host.Services.GetRequiredService<OperatorListener>(), sandbox, refusals, Notice(prepared.Settings.Drain, options.Development));
        }
        catch (StoreOpenException unusable)
        {
            await DisposeAsync(host, sandbox);
            throw new ConfigException([new ConfigFault("Store", unusable.Message)]);
        }
        catch
        {
            await DisposeAsync(host, sandbox);
            throw;
        }
    }

    /// <summary>
    /// Stops as <c>Drain</c> says: readiness says no while everything is served, then no new connections are taken and those requests in flight finish. The operators'
    /// listener goes last. Returns how many exchanges had to be cut off.
    /// </summary>
    /// <param name="now">Cuts short what is left of that.</param>
    public async Task<int> DrainAsync(CancellationToken now = default)
    {
        var cutOff = await _host.Services.GetRequiredService<Drain>().RunAsync(_notice, now);
        await _host.StopAsync(CancellationToken.None);
        return cutOff;
    }

    /// <summary>Stops taking requests and lets those in flight finish, without notice.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>Waits until the token is cancelled or a part of the gateway asks the whole to stop.</summary>
    public async Task WaitForStopAsync(CancellationToken stop)
    {
        var stopping = _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var byToken = stop.Register(() => asked.TrySetResult());
        using var byPart = stopping.Register(() => asked.TrySetResult());
        await asked.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.Services.GetRequiredService<DrainState>().CutAsync();
        _refusals.Dispose();
        await DisposeAsync(_host, _sandbox);
    }

    private static TimeSpan Notice(DrainOptions drain, bool development) => TimeSpan.FromSeconds(drain.NoticeSeconds ?? (development ? 0 : 5));

    private static async ValueTask DisposeAsync(IHost? host, SandboxRunner? sandbox)
    {
        switch (host)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            case not null:
                host.Dispose();
                break;
        }

        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }
    }
}
