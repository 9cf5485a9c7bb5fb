using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RetailSync.Bench.Load;

namespace RetailSync.Bench.Delivery;

/// <summary>A gateway that writes changes down, the system behind it, and those who make changes: all processes of their own. The store is SQLite with synchronous=FULL.</summary>
internal sealed class DeliveryStage : IAsyncDisposable
{
    /// <summary>Over how many keys the changes are spread.</summary>
    public const int Keys = 500;

    /// <summary>The key whose events a subscriber refuses.</summary>
    public const string BadKey = "stock:SKU-000250";

    private const string Count = """{"location":"DE-0417","counted":17,"at":"2025-11-20T09:14:27Z","by":"till-0417-2","reason":"yearly count","lines":[{"bin":"A-17-3","counted":9},{"bin":"A-17-4","counted":8}]}""";
    private const int FillConnections = 32;
    private const double FillSlice = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rs-bench-");
    private readonly TokenIssuer _issuer;
    private readonly string _token;
    private readonly string _program;
    private readonly TimeProvider _clock;
    private readonly LoadClient _load = LoadClient.Start();
    private BenchProcess? _upstream;
    private BenchProcess? _gateway;
    private HttpClient? _client;
    private string _config = "";

    private DeliveryStage(TokenIssuer issuer, string program, TimeProvider clock)
    {
        (_issuer, _program, _clock) = (issuer, program, clock);
        _token = issuer.Mint(clock.GetUtcNow(), "bench.read bench.write gateway.subscriptions gateway.subscriptions.write gateway.events");
    }

    /// <summary>The gateway's process.</summary>
    public BenchProcess Gateway => _gateway ?? throw new InvalidOperationException("The gateway was not started.");

    /// <summary>Starts everything.</summary>
    /// <param name="program">The gateway's program.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<DeliveryStage> StartAsync(string program, TimeProvider clock, CancellationToken cancel)
    {
        var stage = new DeliveryStage(await TokenIssuer.StartAsync(cancel), program, clock);
        try
        {
            stage._upstream = await BenchProcess.StartAsync("upstream", BenchPaths.Program("RetailSync.Bench.Upstream"), stage._folder.FullName, [], cancel);
            var addresses = new BenchAddresses(stage._upstream.Address.ToString(), "", stage._issuer.Issuer);
            stage._config = GatewayConfig.Write(new Candidate("delivery", "delivery") { Template = "gateway-delivery.json" }, stage._folder.CreateSubdirectory("gateway").FullName, addresses);
            await stage.StartGatewayAsync(cancel);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the gateway and starts it anew on the same store.</summary>
    public async Task RestartAsync(CancellationToken cancel)
    {
        await Gateway.DisposeAsync();
        await StartGatewayAsync(cancel);
    }

    /// <summary>Makes changes for a while: at a fixed rate, or as fast as answers come (0).</summary>
    /// <exception cref="BenchException">A change failed, so that nobody knows how many events there are.</exception>
    public async Task<LoadResult> ChangeAsync(double seconds, double rate, CancellationToken cancel)
    {
        var result = await _load.RunAsync(
            new LoadOrder
            {
                Port = Gateway.Address.Port,
                Paths = [.. Enumerable.Range(0, Keys).Select(number => string.Create(CultureInfo.InvariantCulture, $"/bench/v1/stock/SKU-{number:000000}/counts"))],
                Body = Count,
                Authorization = $"Bearer {_token}",
                Connections = FillConnections,
                Seconds = seconds,
                Rate = rate,
            },
            cancel);
        return result.Failures == 0 ? result : throw new BenchException($"{result.Failures} changes failed: {result.FirstFailure}");
    }

    /// <summary>Makes at least so many changes as fast as answers come, and tells how many.</summary>
    public async Task<long> FillAsync(long count, CancellationToken cancel)
    {
        var made = 0L;
        while (made < count)
        {
            made += (await ChangeAsync(FillSlice, 0, cancel)).Requests;
        }

        return made;
    }

    /// <summary>Makes a subscription that tries again after a second, for as long as this lasts.</summary>
    public Task SubscribeAsync(string id, Uri url, string from, CancellationToken cancel) => PostAsync(
        "/subscriptions",
        new JsonObject
        {
            ["id"] = id,
            ["definition"] = new JsonObject
            {
                ["target"] = new JsonObject { ["kind"] = "webhook", ["url"] = url.ToString(), ["mode"] = "binary", ["handshake"] = false },
                ["from"] = from,
                ["retrySeconds"] = new JsonArray([.. Enumerable.Repeat(1, 50).Select(second => (JsonNode)second)]),
            },
        },
        cancel);

    /// <summary>Deletes a subscription.</summary>
    public async Task UnsubscribeAsync(string id, CancellationToken cancel)
    {
        using var answer = await _client!.DeleteAsync($"/subscriptions/{id}", cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Asks the gateway to do something.</summary>
    public async Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancel)
    {
        using var answer = await _client!.PostAsJsonAsync(path, body, cancel);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!
            : throw new BenchException($"POST {path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
    }

    /// <summary>Asks the gateway for something.</summary>
    public async Task<JsonObject> GetAsync(string path, CancellationToken cancel) => (await _client!.GetFromJsonAsync<JsonObject>(path, cancel))!;

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _load.DisposeAsync();
        foreach (var process in new[] { _gateway, _upstream }.OfType<BenchProcess>())
        {
            await process.DisposeAsync();
        }

        await _issuer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartGatewayAsync(CancellationToken cancel)
    {
        _gateway = await BenchProcess.StartAsync("gateway", _program, Path.GetDirectoryName(_config)!, ["--config", _config], cancel);
        _client?.Dispose();
        _client = new HttpClient { BaseAddress = _gateway.Address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _token);

        // It listens before it has fetched its issuer's keys, and refuses tokens until then.
        for (var tries = 0; tries < 60; tries++)
        {
            using var answer = await _client.GetAsync("/subscriptions", cancel);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), _clock, cancel);
        }

        throw new BenchException("The gateway does not let the benchmark's token in.");
    }
}
