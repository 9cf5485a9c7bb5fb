using System.Text.Json.Nodes;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Cli.Tour;

/// <summary>Finds the gateway to tour, or starts one.</summary>
internal sealed class GatewayFinder(TourOptions options, CliContext context, ITourTeller teller)
{
    private static readonly string[] FreePorts =
        ["--Sandbox:AnyPort=true", "--Listeners:Http:Port=0", "--Listeners:Https:Enabled=false", "--Operators:Port=0"];

    private static readonly TimeSpan ProbeFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Finds or starts it. Dispose what comes back: a gateway that was started here stops then.</summary>
    /// <exception cref="TourStoppedException">There is none, and none can be started.</exception>
    public async Task<FoundGateway> FindAsync(CancellationToken cancellationToken)
    {
        if (options.Gateway is { } given)
        {
            return await ProbeAsync(given, cancellationToken) switch
            {
                Probe.Gateway => Found(given),
                Probe.Stranger => throw new TourStoppedException($"What answers at {given} is not a RetailSync gateway."),
                _ => throw new TourStoppedException(
                    $"No gateway answers at {given}. Start one (dotnet run --project gateway/RetailSync.Gateway), or leave --gateway out: the tour then starts its own."),
            };
        }

        var found = await ProbeAsync(options.DefaultGateway, cancellationToken);
        if (found == Probe.Gateway)
        {
            return Found(options.DefaultGateway);
        }

        var why = found == Probe.Stranger ? $"What answers at {options.DefaultGateway} is not a RetailSync gateway" : $"No gateway answers at {options.DefaultGateway}";
        teller.Say($"{why}: the tour starts one for itself.");
        return await StartAsync(cancellationToken);
    }

    /// <summary>Waits until the gateway can check tokens: it may have started a moment ago.</summary>
    /// <exception cref="TourStoppedException">It is not ready in time.</exception>
    public async Task WaitUntilReadyAsync(TourClient client, CancellationToken cancellationToken)
    {
        var asking = new TourCall("", HttpMethod.Get, "/requests/none");
        var since = context.Clock.GetTimestamp();
        for (var first = true; (await client.SendAsync(asking, cancellationToken)).Status == 503; first = false)
        {
            if (first)
            {
                teller.Say($"The gateway at {client.Target.Gateway} is not ready yet; the tour waits up to {options.Patience.TotalSeconds:0} s for it.");
            }

            if (context.Clock.GetElapsedTime(since) > options.Patience)
            {
                throw new TourStoppedException($"The gateway at {client.Target.Gateway} was not ready within {options.Patience.TotalSeconds:0} s. Its operators' address says why: /ready.");
            }

            await Task.Delay(AskAgainAfter, context.Clock, cancellationToken);
        }
    }

    private FoundGateway Found(Uri gateway) => new(TourTarget.At(gateway, options.Tokens, options.FirstSystemPort), null);

    private async Task<FoundGateway> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var host = await GatewayHost.StartAsync(
                new GatewayHostOptions { ConfigFile = ConfigFile(), Development = true, Arguments = FreePorts },
                cancellationToken);
            return new FoundGateway(new TourTarget(host.Http!, host.SandboxTokens!, host.SandboxSystems), host);
        }
        catch (ConfigException faults)
        {
            throw new TourStoppedException($"No gateway could be started:{Environment.NewLine}{faults.Message}");
        }
        catch (IOException unavailable)
        {
            throw new TourStoppedException($"No gateway could be started: {unavailable.Message}");
        }
    }

    private string? ConfigFile()
    {
        if (options.ConfigFile is { } given)
        {
            return Path.GetFullPath(given, context.CurrentFolder);
        }

        for (var folder = context.CurrentFolder; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, "yarp.json") is var file && File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    private static async Task<Probe> ProbeAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = ProbeFor };
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "problems"), cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode && answer.Headers.Contains("X-Request-Id") && JsonNode.Parse(text) is JsonArray ? Probe.Gateway : Probe.Stranger;
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            return Probe.Nobody;
        }
        catch (Exception odd) when (odd is HttpRequestException or System.Text.Json.JsonException || (odd is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Probe.Stranger;
        }
    }

    private enum Probe
    {
        Gateway,
        Stranger,
        Nobody,
    }
}
