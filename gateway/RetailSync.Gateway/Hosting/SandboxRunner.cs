using RetailSync.Sandbox;

namespace RetailSync.Gateway.Hosting;

/// <summary>Runs the simulated systems beside the gateway, for trying it out and for tests.</summary>
internal sealed class SandboxRunner : IAsyncDisposable
{
    private readonly SandboxHost _host;

    private SandboxRunner(SandboxHost host) => _host = host;

    /// <summary>Where tokens come from.</summary>
    public Uri TokenServer => _host.TokenServer;

    /// <summary>The systems by id.</summary>
    public IReadOnlyDictionary<string, Uri> Systems => _host.Systems;

    /// <summary>Starts the sandbox when the settings, or else the mode, say so.</summary>
    public static async Task<SandboxRunner?> StartIfWantedAsync(GatewayPreparation prepared, bool development, CancellationToken cancellationToken)
    {
        var settings = prepared.Settings.Sandbox;
        if (!(settings.Enabled ?? development))
        {
            return null;
        }

        return new SandboxRunner(await SandboxHost.StartAsync(
            new SandboxOptions
            {
                ContractsFolder = prepared.Files.ContractsFolder(prepared.Configuration),
                LandscapeFolder = prepared.Files.LandscapeFolder(prepared.Configuration),
                DataFolder = prepared.Files.DataFolder(prepared.Configuration),
                TokenPort = settings.FirstPort - 1,
                FirstSystemPort = settings.FirstPort,
                AnyPort = settings.AnyPort,
            },
            cancellationToken));
    }

    /// <summary>Settings that lead clusters and token checks to where the sandbox listens, when it took other ports than the files say.</summary>
    public IReadOnlyDictionary<string, string?> Overrides(GatewayPreparation prepared)
    {
        var overrides = new Dictionary<string, string?>();
        if (!prepared.Settings.Sandbox.AnyPort)
        {
            return overrides;
        }

        foreach (var cluster in prepared.Configuration.GetSection("ReverseProxy:Clusters").GetChildren())
        {
            var address = cluster.Key.EndsWith("-grpc", StringComparison.Ordinal) ? _host.PricingGrpc : _host.Systems.GetValueOrDefault(cluster.Key);
            if (address is not null)
            {
                overrides[$"{cluster.Path}:Destinations:sandbox:Address"] = address.ToString();
            }

            if (cluster["Upstream:TokenEndpoint"] is not null)
            {
                overrides[$"{cluster.Path}:Upstream:TokenEndpoint"] = new Uri(TokenServer, "connect/token").ToString();
            }
        }

        overrides["Identity:Providers:0:Authority"] = TokenServer.ToString();
        return overrides;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
