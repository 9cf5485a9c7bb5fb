using System.Collections.Concurrent;
using CsCheck;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway.Tests.Pipeline;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>
/// The promise of the forward stage, over random requests and random failures of three destinations: no system sees a change twice, unless it said that it knows the
/// second for the first by its key, and then under the same key each time; and nothing is tried more often than the route and the budget allow.
/// </summary>
public sealed class NoChangeTwiceTests : IAsyncLifetime
{
    private const int Retries = 2;

    private static readonly string[] Failures = ["200", "503", "502", "close", "early", "head", "slow"];

    // Method, path below the API and whether the contract calls it a change.
    private static readonly (string Method, string Path, bool Changes)[] Operations =
    [
        ("GET", "customers", false), ("HEAD", "customers", false), ("POST", "customers", true), ("PUT", "customers/7", true), ("DELETE", "customers/7", true), ("PATCH", "customers/7", true),
        ("POST", "searches", false), ("GET", "touches", true), ("DELETE", "caches", false),
    ];

    // How many of the destinations refuse connections, whether the system honours our key, whether a policy keeps the body, and whether there is any budget.
    private static readonly (int Refusing, bool Honours, bool Keeps, bool HasBudget)[] Clusters =
        [.. from refusing in new[] { 0, 1, 2 } from honours in new[] { false, true } from keeps in new[] { false, true } from budget in new[] { true, false } select (refusing, honours, keeps, budget)];

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string?>> _seen = new();
    private readonly List<FakeUpstream> _upstreams = [];
    private readonly Uri _refusing = Destinations.Refusing();
    private GatewayFixture _gateway = null!;
    private HttpClient _client = null!;
    private int _requests;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            var destination = i;
            _upstreams.Add(FakeUpstream.Handles(context => ActAsync(context, destination), readsBody: false));
        }

        _gateway = await GatewayFixture.StartAsync(Yarp(), contracts: new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = Contract() }, configureServices: new TestPolicies().AddTo);
        _client = _gateway.Client();
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        foreach (var upstream in _upstreams)
        {
            await upstream.DisposeAsync();
        }
    }

    [Fact]
    public Task Change_AnyFailures_IsSeenAtMostOnce() =>
        Gen.Select(Gen.Int[0, Operations.Length - 1], Gen.Int[0, Clusters.Length - 1], Gen.Int[0, 2], Gen.Int[0, Failures.Length - 1].Select(index => Failures[index]).Array[3])
            .SampleAsync(async (operation, cluster, body, script) => await CheckAsync(Operations[operation], cluster, body, script), iter: 400, threads: 2);

    private static string Contract() => GatewayTexts.CrmContract
        .Replace("    get:\n      operationId: listCustomers", $"    head: {Declared("countCustomers")}\n    get:\n      operationId: listCustomers", StringComparison.Ordinal)
        .Replace("    delete:\n", $"    patch: {Declared("changeCustomer")}\n    delete:\n", StringComparison.Ordinal)
        .Replace(
            "components:",
            $"""
              /searches:
                post: {Declared("search", changes: false)}
              /touches:
                get: {Declared("touch", changes: true)}
              /caches:
                delete: {Declared("forget", changes: false)}
            components:
            """,
            StringComparison.Ordinal);

    private static string Declared(string id, bool? changes = null) =>
        "{operationId: " + id + (changes is { } stated ? $", x-retailsync-changes: {(stated ? "true" : "false")}" : "")
        + ", security: [{oauth: [crm.read]}], responses: {'200': {description: Done.}}}";

    private string Yarp()
    {
        var routes = Clusters.Select((cluster, index) => $$"""
            "r{{index}}": {
              "ClusterId": "c{{index}}",
              "Match": { "Path": "/crm/v1/{**rest}", "Headers": [{ "Name": "X-Cluster", "Values": ["c{{index}}"], "Mode": "ExactHeader" }] },
              "Metadata": { "Contract": "crm/customers@1" },
              "Transforms": [{ "PathRemovePrefix": "/crm" }],
              "Policies": { {{(cluster.Keeps ? "\"reads-body\": {}," : "")}} "forward": { "TimeoutSeconds": 0.15, "TotalSeconds": 5, "Retries": {{Retries}} } }
            }
            """);
        var clusters = Clusters.Select((cluster, index) => $$"""
            "c{{index}}": {
              "LoadBalancingPolicy": "FirstAlphabetical",
              "Upstream": { {{(cluster.Honours ? "\"HonoursKey\": \"X-Key\"," : "")}} "Breaker": { "Enabled": false }, "RetryBudget": { "Percent": {{(cluster.HasBudget ? 100 : 0)}}, "Floor": {{(cluster.HasBudget ? 1000 : 0)}} } },
              "Destinations": {
                {{string.Join(", ", _upstreams.Select((upstream, place) => $$"""
                "d{{place}}": { "Address": "{{(place < cluster.Refusing ? _refusing : upstream.Address)}}" }
                """))}}
              }
            }
            """);
        return $$"""
            {
              "Identity": { "Providers": [{ "Name": "test", "Authority": "{{"{{issuer}}"}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
              "ReverseProxy": { "Routes": { {{string.Join(",\n", routes)}} }, "Clusters": { {{string.Join(",\n", clusters)}} } }
            }
            """;
    }

    private async Task CheckAsync((string Method, string Path, bool Changes) operation, int cluster, int body, string[] script)
    {
        var id = $"case-{Interlocked.Increment(ref _requests)}";
        var seen = _seen[id] = new ConcurrentQueue<string?>();
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), new Uri($"/crm/v1/{operation.Path}", UriKind.Relative))
        {
            Headers = { { "X-Cluster", $"c{cluster}" }, { "X-Case", id }, { "X-Script", string.Join(',', script) }, { "X-Key", "the-callers-own" }, { "Explain", "true" } },
            Content = body == 0 ? null : new StringContent("{\"a\":1}"),
        };
        request.Headers.TransferEncodingChunked = body == 2 ? true : null;

        var status = 0;
        var trace = "";
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            status = (int)answer.StatusCode;
            trace = answer.Headers.GetValues("X-Request-Id").Single();
        }
        catch (HttpRequestException)
        {
            // The answer broke off after its head had left.
        }

        var (refusing, honours, _, hasBudget) = Clusters[cluster];
        var story = $"{operation.Method} {operation.Path}, cluster {Clusters[cluster]}, body {body}, {string.Join(' ', script)}: status {status}, keys {string.Join(' ', seen)}";
        if (operation.Changes)
        {
            Assert.True(seen.Count <= (honours ? 1 + Retries : 1), $"A change was seen {seen.Count} times: {story}");
            Assert.True(seen.All(key => key == (honours ? trace.Length > 0 ? trace : seen.First() : "the-callers-own")), $"The key was not ours, or not the same: {story}");
        }

        if (!hasBudget)
        {
            // The HTTP client itself repeats a read whose connection closes unanswered, in calm times.
            Assert.True(refusing == 0 || seen.IsEmpty, $"Another attempt was made without a budget: {story}");
            Assert.True(seen.Count <= (operation.Changes || body > 0 ? 1 : 4), $"Another attempt was made without a budget: {story}");
        }
    }

    private async Task ActAsync(HttpContext context, int destination)
    {
        var headers = context.Request.Headers;
        var act = headers["X-Script"].ToString().Split(',')[destination];
        if (act == "early")
        {
            context.Abort();
            return;
        }

        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        catch (Exception broken) when (broken is IOException or BadHttpRequestException or OperationCanceledException)
        {
            // Only what arrived whole would be carried out.
            return;
        }

        _seen[headers["X-Case"].ToString()].Enqueue(headers["X-Key"].Count == 0 ? null : headers["X-Key"].ToString());
        switch (act)
        {
            case "close":
                context.Abort();
                break;
            case "head":
                context.Response.ContentLength = 10;
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            case "slow":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = int.Parse(act, System.Globalization.CultureInfo.InvariantCulture);
                break;
        }
    }
}
