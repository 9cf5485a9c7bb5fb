using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway.Hosting;
using RetailSync.Testing;

[assembly: AssemblyFixture(typeof(SandboxGateway))]

namespace RetailSync.EndToEnd.Hosting;

/// <summary>
/// The gateway as it is delivered, with the sandbox behind it: the repository's own yarp.json and landscape, copied into a folder that had nothing else in it,
/// the repository's contracts, and ports of its own. The tests of the assembly share one.
/// </summary>
public class SandboxGateway : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Task<string>> _tokens = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-e2e-");
    private GatewayHost? _host;
    private HttpClient? _http1;
    private HttpClient? _http2;
    private HttpClient? _operators;

    /// <summary>The running gateway.</summary>
    public GatewayHost Host => _host ?? throw new InvalidOperationException("The gateway has not started.");

    /// <summary>The folder of yarp.json; its data lies below.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The folder of the landscape's copy.</summary>
    public string LandscapeFolder => Path.Combine(Folder, "landscape");

    /// <summary>HTTP/1.1 without TLS, no credential.</summary>
    public HttpClient Http1 => _http1!;

    /// <summary>HTTP/2 over TLS, no credential.</summary>
    public HttpClient Http2 => _http2!;

    /// <summary>The operators' listener.</summary>
    public HttpClient Operators => _operators!;

    /// <summary>Overrides beyond the ports.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    public async ValueTask InitializeAsync()
    {
        File.Copy(Path.Combine(RepositoryFolder.Root, "yarp.json"), Path.Combine(Folder, "yarp.json"));
        Directory.CreateDirectory(LandscapeFolder);
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "catalog", "landscape"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(LandscapeFolder, Path.GetFileName(file)));
        }

        _host = await StartAsync();
        (_http1, _http2, _operators) = (TestClients.Http1(Host.Http!), TestClients.Http2(Host.Https!), TestClients.Http1(Host.Operators));
        await Deadline.UntilAsync(
            async () =>
            {
                using var answer = await Operators.GetAsync(new Uri("/ready", UriKind.Relative));
                return answer.IsSuccessStatusCode ? "ready" : null;
            },
            "the gateway is ready");
    }

    /// <summary>Stops the gateway, as at the end of the tests.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _host, null) is { } running)
        {
            await running.DisposeAsync();
        }
    }

    /// <summary>Starts a further gateway on these files. They have one owner: the one that runs must have been stopped.</summary>
    public Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(new GatewayHostOptions
    {
        ConfigFile = Path.Combine(Folder, "yarp.json"),
        Development = true,
        Arguments =
        [
            $"--Contracts:Folder={Path.Combine(RepositoryFolder.Root, "contracts")}", $"--Landscape:Folder={LandscapeFolder}",
            "--Sandbox:AnyPort=true", "--Listeners:Http:Port=0", "--Listeners:Https:Port=0", "--Operators:Port=0", .. Arguments,
        ],
    });

    /// <summary>The client that speaks a version of HTTP: 1 or 2.</summary>
    public HttpClient Client(int http) => http == 2 ? Http2 : Http1;

    /// <summary>A token of the sandbox's token server, with everything that the consumer was granted.</summary>
    public Task<string> TokenAsync(string consumer = "explorer") => _tokens.GetOrAdd(consumer, FetchTokenAsync);

    /// <summary>Sends a request, as a consumer or without a credential, and returns once the answer's head is there.</summary>
    public async Task<HttpResponseMessage> SendAsync(int http, HttpMethod method, string path, string? consumer = "explorer", string? json = null, string? apiVersion = null)
    {
        using var request = new HttpRequestMessage(method, path) { Version = Client(http).DefaultRequestVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Authorization = consumer is null ? null : new AuthenticationHeaderValue("Bearer", await TokenAsync(consumer));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        if (apiVersion is not null)
        {
            request.Headers.Add("Api-Version", apiVersion);
        }

        return await Client(http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The same for a GET.</summary>
    public Task<HttpResponseMessage> GetAsync(int http, string path, string? consumer = "explorer") => SendAsync(http, HttpMethod.Get, path, consumer);

    /// <summary>Puts a system of the sandbox back to the data that it started with.</summary>
    public async Task ResetAsync(string system)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(Host.SandboxSystems[system], "_sandbox/reset"), null);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http1?.Dispose();
        _http2?.Dispose();
        _operators?.Dispose();
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<string> FetchTokenAsync(string consumer)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.SandboxTokens!, "connect/token"))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{consumer}:sandbox-secret")));
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (string?)JsonNode.Parse(text)?["access_token"] ?? throw new InvalidOperationException($"No token for {consumer}: {text}");
    }
}
