using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RetailSync.Cli.Tour;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Cli.Tests.Tour;

/// <summary>The repository's own gateway with its sandbox, on ports and with state of its own. Disposing it stops and removes all of that.</summary>
internal sealed class SandboxGateway : IAsyncDisposable
{
    private readonly GatewayFolder _folder;
    private readonly GatewayHost _host;

    private SandboxGateway(GatewayFolder folder, GatewayHost host) => (_folder, _host) = (folder, host);

    /// <summary>Where its parts are.</summary>
    public TourTarget Target => new(_host.Http!, _host.SandboxTokens!, _host.SandboxSystems);

    public static async Task<SandboxGateway> StartAsync()
    {
        var folder = new GatewayFolder();
        try
        {
            return new SandboxGateway(folder, await GatewayHost.StartAsync(new GatewayHostOptions
            {
                ConfigFile = folder.ConfigFile,
                Development = true,
                Arguments = ["--Sandbox:AnyPort=true", "--Listeners:Http:Port=0", "--Listeners:Https:Enabled=false", "--Operators:Port=0"],
            }));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Lets a fault befall a system's calls, such as <c>{"kind": "offline"}</c>.</summary>
    public async Task BreakAsync(string system, JsonObject rule)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(new Uri(_host.SandboxSystems[system], "_sandbox/faults"), rule);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
