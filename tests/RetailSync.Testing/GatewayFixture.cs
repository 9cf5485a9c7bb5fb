using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Testing;

/// <summary>
/// A real gateway on ports of its own, in front of a fake upstream and behind a fake issuer of tokens, with its files in a folder of its own. What a test does
/// not say comes from <see cref="GatewayTexts"/>. Disposing it stops and removes all of that, the upstream included.
/// </summary>
public sealed class GatewayFixture : IAsyncDisposable
{
    private const string ConfigName = "yarp.json";

    private readonly List<HttpClient> _clients = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-");
    private readonly string _policies;
    private HttpClient? _operators;
    private GatewayHost? _host;

    private GatewayFixture(IUpstream upstream, FakeIssuer issuer, string policies)
    {
        Upstream = upstream;
        Issuer = issuer;
        _policies = policies;
    }

    /// <summary>The running gateway.</summary>
    public GatewayHost Host => _host ?? throw new InvalidOperationException("The gateway has not started.");

    /// <summary>The upstream behind it.</summary>
    public IUpstream Upstream { get; }

    /// <summary>Who issues its tokens.</summary>
    public FakeIssuer Issuer { get; }

    /// <summary>The folder of its files.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The address without TLS.</summary>
    public Uri Http => Host.Http!;

    /// <summary>The address with TLS.</summary>
    public Uri Https => Host.Https!;

    /// <summary>A client of the operators' listener.</summary>
    public HttpClient Operators => _operators ??= Keep(TestClients.Http1(Host.Operators));

    /// <summary>Starts a gateway and waits until it is ready.</summary>
    /// <param name="yarpJson">The configuration; default <see cref="GatewayTexts.Yarp"/>. Its placeholders are filled in.</param>
    /// <param name="upstream">The upstream, which the fixture then owns; default: 200 with an empty object.</param>
    /// <param name="policies">The policies of the one route, as JSON; default none. For the default configuration, or where <c>{{policies}}</c> stands.</param>
    /// <param name="landscape">The landscape file; default <see cref="GatewayTexts.Landscape"/>.</param>
    /// <param name="contracts">The contracts by their path below <c>contracts</c>; default <see cref="GatewayTexts.CrmContract"/>.</param>
    /// <param name="arguments">Overrides as <c>--Key:Sub=value</c>.</param>
    /// <param name="configureServices">Adds or replaces services.</param>
    public static async Task<GatewayFixture> StartAsync(
        string? yarpJson = null,
        IUpstream? upstream = null,
        string? policies = null,
        string? landscape = null,
        IReadOnlyDictionary<string, string>? contracts = null,
        IReadOnlyList<string>? arguments = null,
        Action<IServiceCollection>? configureServices = null)
    {
        var fixture = new GatewayFixture(upstream ?? FakeUpstream.Returns(200, "{}"), await FakeIssuer.StartAsync(), policies ?? "{}");
        try
        {
            fixture.Write(ConfigName, yarpJson ?? GatewayTexts.Yarp);
            fixture.Write("catalog/landscape/landscape.yaml", landscape ?? GatewayTexts.Landscape);
            foreach (var (path, text) in contracts ?? new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = GatewayTexts.CrmContract })
            {
                fixture.Write($"contracts/{path}", text);
            }

            fixture._host = await GatewayHost.StartAsync(new GatewayHostOptions
            {
                ConfigFile = Path.Combine(fixture.Folder, ConfigName),
                Arguments = ["--Listeners:Http:Port=0", "--Listeners:Https:Port=0", "--Operators:Port=0", .. arguments ?? []],
                ConfigureServices = configureServices,
            });
            await fixture.WaitUntilReadyAsync();
            return fixture;
        }
        catch
        {
            await fixture.DisposeAsync();
            throw;
        }
    }

    /// <summary>A token for a consumer with these scopes; without any: everything that <c>web-shop</c> may do.</summary>
    public string Token(string consumer = "web-shop", params string[] scopes) => Issuer.Token(claims =>
    {
        claims["client_id"] = consumer;
        claims["scope"] = scopes.Length == 0 ? "crm.read crm.write gateway.explain" : string.Join(' ', scopes);
    });

    /// <summary>A client of HTTP/1.1 with a token for a consumer.</summary>
    public HttpClient Client(string consumer = "web-shop", params string[] scopes) => Authorized(TestClients.Http1(Http), consumer, scopes);

    /// <summary>A client of HTTP/2 over TLS with a token for a consumer.</summary>
    public HttpClient Http2Client(string consumer = "web-shop", params string[] scopes) => Authorized(TestClients.Http2(Https), consumer, scopes);

    /// <summary>A client of HTTP/1.1 without a credential.</summary>
    public HttpClient Anonymous() => Keep(TestClients.Http1(Http));

    /// <summary>What <c>/_gateway/config</c> says.</summary>
    public async Task<JsonNode> ConfigAsync() => JsonNode.Parse(await Operators.GetStringAsync(new Uri("/_gateway/config", UriKind.Relative)))!;

    /// <summary>What <c>/metrics</c> says.</summary>
    public Task<string> MetricsAsync() => Operators.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>The sum of a metric's samples that carry the given labels.</summary>
    public async Task<double> MetricAsync(string name, params (string Label, string Value)[] labels) => Metrics.Sum(await MetricsAsync(), name, labels);

    /// <summary>Replaces <c>yarp.json</c> and waits until the new settings are in force.</summary>
    public Task ChangeConfigAsync(string yarpJson) => ChangeFileAsync(ConfigName, yarpJson);

    /// <summary>Replaces a file, such as <c>contracts/crm/customers.v1.openapi.yaml</c>, and waits until what it says is in force.</summary>
    /// <exception cref="InvalidOperationException">The gateway refused the change.</exception>
    public async Task ChangeFileAsync(string path, string text)
    {
        var before = await ConfigAsync();
        Write(path, text);
        await Deadline.UntilAsync(
            async () =>
            {
                var now = await ConfigAsync();
                if (IsRefused(now) && AttemptedAt(now) != AttemptedAt(before))
                {
                    throw new InvalidOperationException($"The gateway refused {path}:\n{string.Join('\n', FaultsOf(now))}");
                }

                // After a refused change, going back to what is still in force is a change without a new revision.
                return Revision(now) != Revision(before) || (IsRefused(before) && !IsRefused(now)) ? now : null;
            },
            $"another revision than {Revision(before)} after {path} was changed");
    }

    /// <summary>Replaces a file with something wrong and waits until the gateway has refused it. Returns the faults, each as <c>path: message</c>.</summary>
    /// <exception cref="InvalidOperationException">The gateway took the change.</exception>
    public async Task<IReadOnlyList<string>> ChangeFileBadlyAsync(string path, string text)
    {
        var before = await ConfigAsync();
        Write(path, text);
        var refused = await Deadline.UntilAsync(
            async () =>
            {
                var now = await ConfigAsync();
                return Revision(now) == Revision(before)
                    ? IsRefused(now) && AttemptedAt(now) != AttemptedAt(before) ? now : null
                    : throw new InvalidOperationException($"The gateway took {path}, but should have refused it.");
            },
            $"{path} is refused");
        return FaultsOf(refused);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await Upstream.DisposeAsync();
        await Issuer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // The one of the last load that has ended: the newest may still be on its way into the routes.
    private static string? Revision(JsonNode config) => (string?)config["lastAttempt"]!["revision"];

    private static string? AttemptedAt(JsonNode config) => (string?)config["lastAttempt"]!["at"];

    private static bool IsRefused(JsonNode config) => !(bool)config["lastAttempt"]!["applied"]!;

    private static IReadOnlyList<string> FaultsOf(JsonNode config) => [.. config["lastAttempt"]!["faults"]!.AsArray().Select(fault => $"{fault!["path"]}: {fault["message"]}")];

    private HttpClient Authorized(HttpClient client, string consumer, string[] scopes)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(consumer, scopes));
        return Keep(client);
    }

    private HttpClient Keep(HttpClient client)
    {
        _clients.Add(client);
        return client;
    }

    private async Task WaitUntilReadyAsync() => await Deadline.UntilAsync(
        async () =>
        {
            using var answer = await Operators.GetAsync(new Uri("/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode ? "ready" : null;
        },
        "the gateway is ready");

    /// <summary>Writes a file below the gateway's folder, and does not wait for anything. It is written under another name and moved, so that the gateway never reads half of it.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var filled = text
            .Replace("{{upstream}}", Upstream.Address.ToString(), StringComparison.Ordinal)
            .Replace("{{issuer}}", Issuer.Authority, StringComparison.Ordinal)
            .Replace("{{policies}}", _policies, StringComparison.Ordinal);
        var draft = Path.Combine(Folder, "draft");
        File.WriteAllText(draft, filled);
        File.Move(draft, file, overwrite: true);
    }
}
