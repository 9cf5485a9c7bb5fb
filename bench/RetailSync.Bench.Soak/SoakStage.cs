using RetailSync.Bench.Load;

namespace RetailSync.Bench.Soak;

/// <summary>The crowd and its upstream in this process; the gateway, the bystander and the bystander's upstream in theirs.</summary>
internal sealed class SoakStage : IAsyncDisposable
{
    /// <summary>The bystander's requests per second.</summary>
    public const double BystanderRate = 200;

    private const double BystanderSeconds = 30;
    private const double WarmUpSeconds = 15;

    private readonly DirectoryInfo _folder;
    private readonly SoakUpstream _upstream;
    private readonly BenchProcess _calm;
    private readonly LoadClient _bystander;
    private readonly int _http;

    private SoakStage(DirectoryInfo folder, SoakUpstream upstream, BenchProcess calm, BenchProcess gateway, LoadClient bystander, int http) =>
        (_folder, _upstream, _calm, Gateway, _bystander, _http) = (folder, upstream, calm, gateway, bystander, http);

    /// <summary>The gateway.</summary>
    public BenchProcess Gateway { get; }

    /// <summary>Where its settings lie.</summary>
    public string ConfigFile => Path.Combine(_folder.FullName, "yarp.json");

    public static async Task<SoakStage> StartAsync(int http, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("retailsync-soak-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "contracts"));
        Directory.CreateDirectory(Path.Combine(folder.FullName, "landscape"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "landscape", "empty.yaml"), "systems: []\n", cancel);
        var upstream = await SoakUpstream.StartAsync(http);
        var calm = await BenchProcess.StartAsync("upstream", BenchPaths.Program("RetailSync.Bench.Upstream"), folder.FullName, [], cancel);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "yarp.json"), Yarp(upstream.Address, calm.Address, http, 0), cancel);
        var gateway = await BenchProcess.StartAsync("gateway", BenchPaths.Program("RetailSync.Gateway"), folder.FullName, ["--config", Path.Combine(folder.FullName, "yarp.json")], cancel);
        var stage = new SoakStage(folder, upstream, calm, gateway, LoadClient.Start(), http);
        await stage._bystander.RunAsync(stage.Order(WarmUpSeconds, rate: 0), cancel);
        Background.Enter();
        return stage;
    }

    /// <summary>One caller among the others: its latencies over thirty seconds, 200 requests a second on four connections.</summary>
    public Task<LoadResult> BystandAsync(CancellationToken cancel) => _bystander.RunAsync(Order(BystanderSeconds, BystanderRate), cancel);

    /// <summary>A load for a while.</summary>
    public Task<LoadResult> LoadAsync(double seconds, double rate, CancellationToken cancel) => _bystander.RunAsync(Order(seconds, rate), cancel);

    /// <summary>The settings; another number, other settings.</summary>
    public Task<string> SettingsAsync(int number) => Task.FromResult(Yarp(_upstream.Address, _calm.Address, _http, number));

    public async ValueTask DisposeAsync()
    {
        await _bystander.DisposeAsync();
        await Gateway.DisposeAsync();
        await _calm.DisposeAsync();
        await _upstream.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private LoadOrder Order(double seconds, double rate) => new() { Port = Gateway.Address.Port, Paths = ["/calm/item"], Connections = 4, Seconds = seconds, Rate = rate };

    private static string Yarp(Uri upstream, Uri calm, int http, int number) => $$"""
        {
          "Listeners": { "Http": { "Port": 0 }, "Https": { "Enabled": false } },
          "Operators": { "Port": 0 },
          "Sandbox": { "Enabled": false },
          "Landscape": { "Folder": "landscape" },
          "Logging": { "LogLevel": { "Default": "Error" } },
          "ReverseProxy": {
            "Routes": {
              "calm": { "ClusterId": "calm", "Match": { "Path": "/calm/{**rest}" }, "Policies": { "public": true } },
              "open": {
                "ClusterId": "open", "Match": { "Path": "/open/{**rest}" },
                "Policies": { "public": true, "rate-limit": { "Windows": [{ "Name": "w", "Limit": {{9_000_000 + number}}, "Seconds": 1 }] } }
              }
            },
            "Clusters": {
              "calm": { "Destinations": { "one": { "Address": "{{calm}}" } } },
              "open": {
                "HttpClient": { "MaxConnectionsPerServer": {{100_000 + (number / 10)}} },
                "HttpRequest": { "ActivityTimeout": "01:00:00", "Version": "{{http}}", "VersionPolicy": "RequestVersionExact" },
                "Destinations": { "one": { "Address": "{{upstream}}" } }
              }
            }
          }
        }
        """;
}
