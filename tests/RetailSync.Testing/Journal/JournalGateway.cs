using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using Xunit;

namespace RetailSync.Testing;

/// <summary>A gateway with a journal, in front of an upstream that takes orders.</summary>
public sealed class JournalGateway : IAsyncDisposable
{
    /// <summary>The configuration: orders and, on a route of their own, refunds.</summary>
    public const string Yarp = """
        {
          "Identity": { "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
          "ReverseProxy": {
            "Routes": {
              "crm": { "ClusterId": "crm", "Match": { "Path": "/crm/v1/orders/{**rest}" }, "Metadata": { "Contract": "crm/customers@1" }, "Policies": {{policies}} },
              "refunds": { "ClusterId": "crm", "Match": { "Path": "/crm/v1/refunds/{**rest}" }, "Metadata": { "Contract": "crm/customers@1" }, "Policies": {{policies}} }
            },
            "Clusters": { "crm": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          }
        }
        """;

    private const string Contract = """
        openapi: 3.1.0
        info: {title: Orders, version: 1.0.0}
        security: [{oauth: [crm.write]}]
        paths:
          /orders:
            post: {operationId: placeOrder, responses: {'201': {description: Ok.}}}
            get: {operationId: listOrders, responses: {'200': {description: Ok.}}}
          /orders/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get: {operationId: getOrder, responses: {'200': {description: Ok.}}}
            put: {operationId: putOrder, responses: {'200': {description: Ok.}}}
            delete: {operationId: dropOrder, responses: {'204': {description: Ok.}}}
          /refunds:
            post: {operationId: refund, responses: {'201': {description: Ok.}}}
        components:
          securitySchemes:
            oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'http://localhost/t', scopes: {crm.write: Change.}}}}
        """;

    private const string Landscape = """
        teams: [{id: customer-team, name: Customer team, contact: customer-team@example.com}]
        systems: [{id: crm, name: Customer relationship management, owner: customer-team}]
        apis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1, stage: active}]}]
        consumers:
          - {id: web-shop, name: Web shop, owner: customer-team, scopes: [crm.read, crm.write, gateway.explain]}
          - {id: store-pos, name: Tills, owner: customer-team, scopes: [crm.read, crm.write]}
        """;

    private JournalGateway(GatewayFixture fixture, JournalProbe journal) => (Fixture, Journal) = (fixture, journal);

    /// <summary>The gateway.</summary>
    public GatewayFixture Fixture { get; }

    /// <summary>What the journal was told.</summary>
    public JournalProbe Journal { get; }

    /// <summary>The upstream.</summary>
    public FakeUpstream Upstream => (FakeUpstream)Fixture.Upstream;

    /// <summary>How many requests have reached the upstream.</summary>
    public int Calls => Upstream.Requests.Count;

    /// <summary>Starts one.</summary>
    /// <param name="addJournal">Registers the journal that is tested; null: one in memory.</param>
    /// <param name="upstream">The upstream; default: each order is made and numbered.</param>
    /// <param name="policies">The routes' policies.</param>
    /// <param name="arguments">Overrides as <c>--Key:Sub=value</c>.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="yarp">The configuration.</param>
    /// <param name="configureServices">Adds or replaces further services.</param>
    public static async Task<JournalGateway> StartAsync(
        Action<IServiceCollection>? addJournal = null,
        FakeUpstream? upstream = null,
        string policies = """{ "idempotency": {}, "lane": {}, "journal": {} }""",
        IReadOnlyList<string>? arguments = null,
        string? contract = null,
        string? yarp = null,
        Action<IServiceCollection>? configureServices = null)
    {
        var probe = new JournalProbe();
        var fixture = await GatewayFixture.StartAsync(
            yarp ?? Yarp, upstream ?? Numbers(), policies, Landscape, new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = contract ?? Contract },
            ["--Policies:forward:Retries=0", .. arguments ?? []],
            services =>
            {
                configureServices?.Invoke(services);
                (addJournal ?? (added => added.AddSingleton<IJournal>(provider => new MemoryJournal(provider.GetRequiredService<TimeProvider>())))).Invoke(services);
                PutBefore(services, probe);
            });
        return new JournalGateway(fixture, probe);
    }

    /// <summary>Makes each order and numbers it.</summary>
    public static FakeUpstream Numbers()
    {
        var count = 0;
        return FakeUpstream.Handles(async context =>
        {
            var number = Interlocked.Increment(ref count);
            context.Response.StatusCode = 201;
            context.Response.ContentType = "application/json";
            context.Response.Headers.ETag = $"\"{number}\"";
            context.Response.Headers.Location = $"/orders/{number}";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, $$"""{"order":{{number}}}""", context.RequestAborted);
        });
    }

    /// <summary>A request below <c>/crm/v1</c>.</summary>
    public static HttpRequestMessage Request(string? key, string body = """{"sku":"A","qty":1}""", string path = "/orders", string method = "POST", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/crm/v1{path}", UriKind.Relative));
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        foreach (var (name, value) in key is null ? headers : [("Idempotency-Key", key), .. headers])
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return request;
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    public Task<JournalAnswer> SendAsync(HttpRequestMessage request, string consumer = "web-shop") => SendUntilAsync(request, TestContext.Current.CancellationToken, consumer);

    /// <summary>Sends a request and goes away when that is asked for.</summary>
    public async Task<JournalAnswer> SendUntilAsync(HttpRequestMessage request, CancellationToken gone, string consumer = "web-shop")
    {
        ArgumentNullException.ThrowIfNull(request);
        using (request)
        {
            using var client = TestClients.Http1(Fixture.Http);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Fixture.Token(consumer, "crm.read", "crm.write", "gateway.explain"));
            using var answer = await client.SendAsync(request, gone);
            return new JournalAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(gone), [.. answer.Headers.Concat(answer.Content.Headers)]);
        }
    }

    /// <summary>Sends an order as <c>web-shop</c>.</summary>
    public Task<JournalAnswer> OrderAsync(string? key, string body = """{"sku":"A","qty":1}""", params (string Name, string Value)[] headers) => SendAsync(Request(key, body, headers: headers));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Fixture.DisposeAsync();

    private static void PutBefore(IServiceCollection services, JournalProbe probe)
    {
        var own = services.Last(service => service.ServiceType == typeof(IJournal));
        services.Remove(own);
        services.AddSingleton<IJournal>(provider => probe.Over(own switch
        {
            { ImplementationInstance: IJournal instance } => instance,
            { ImplementationFactory: { } factory } => (IJournal)factory(provider),
            _ => (IJournal)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!),
        }));
    }
}
