using System.Security.Cryptography;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency.Processes;

/// <summary>Gateways that are processes of their own, on one store and before one system that outlives them. Disposing it ends and removes everything.</summary>
internal sealed class CaseStage : IAsyncDisposable
{
    private const string Yarp = """
        {
          "Identity": { "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
          "Journal": {
            "RecoverySeconds": 1, "ResolveTimeoutSeconds": 5, "QuietSeconds": 1, "Keys": ["file:journal.secret"],
            "Resolvers": { "crm/customers@1#placeOrder": { "Lookup": "/crm/v1/orders?number={request:/number}", "Found": "/items/0" } }
          },
          "ReverseProxy": {
            "Routes": {
              "crm": {
                "ClusterId": "crm", "Match": { "Path": "/crm/v1/orders/{**rest}" }, "Metadata": { "Contract": "crm/customers@1" },
                "Policies": {
                  "idempotency": {}, "lane": {}, "forward": { "Retries": 0, "TimeoutSeconds": {{timeout}} },
                  "journal": { "Class": "{{class}}", "MaxAnswerBytes": 33554432, "MaxKeptBytes": 33554432 }
                }
              }
            },
            "Clusters": { "crm": { "Upstream": { {{credential}} "HonoursKey": "Idempotency-Key" }, "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          }
        }
        """;

    private const string Contract = """
        openapi: 3.1.0
        info: {title: Orders, version: 1.0.0}
        security: [{oauth: [crm.write]}]
        paths:
          /orders:
            get:
              operationId: findOrders
              parameters: [{name: number, in: query, schema: {type: string}}]
              responses: {'200': {description: None or one.}}
            post:
              operationId: placeOrder
              x-retailsync-event: {type: retail.order.placed.v1, key: 'response:/id', data: request}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: Ok., content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}
        components:
          securitySchemes:
            oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'http://localhost/t', scopes: {crm.write: Change.}}}}
        """;

    private const string Landscape = """
        teams: [{id: customer-team, name: Customer team, contact: customer-team@example.com}]
        systems: [{id: crm, name: Customer relationship management, owner: customer-team}]
        apis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1, stage: active}]}]
        consumers: [{id: web-shop, name: Web shop, owner: customer-team, scopes: [crm.write, gateway.events, gateway.operations]}]
        """;

    private readonly GatewayFolder _folder;
    private readonly FakeIssuer _issuer;
    private readonly IReadOnlyList<string> _store;
    private readonly List<CaseNode> _nodes = [];

    private CaseStage(GatewayFolder folder, FakeIssuer issuer, OrderSystem system, TokenServer tokens, IReadOnlyList<string> store) =>
        (_folder, _issuer, System, Tokens, _store) = (folder, issuer, system, tokens, store);

    /// <summary>The system.</summary>
    public OrderSystem System { get; }

    /// <summary>Who gives the credential for the system, where one is needed.</summary>
    public TokenServer Tokens { get; }

    /// <summary>Makes a stage without a gateway yet.</summary>
    /// <param name="store">The arguments that name the store; <c>{folder}</c> stands for the stage's folder.</param>
    /// <param name="first">What the system does with the first order.</param>
    /// <param name="upstream">What the system offers when no answer comes.</param>
    /// <param name="timeoutSeconds">How long the gateway waits for it.</param>
    /// <param name="needsToken">Whether the gateway has to get a credential for it first.</param>
    public static async Task<CaseStage> BuildAsync(IReadOnlyList<string> store, FirstOrder first, char upstream = 'a', int timeoutSeconds = 60, bool needsToken = false)
    {
        var (issuer, system, tokens) = (await FakeIssuer.StartAsync(), new OrderSystem(first, honoursKey: upstream == 'a'), new TokenServer());
        var credential = $"\"Credential\": \"client-credentials\", \"User\": \"u\", \"Secret\": \"file:journal.secret\", \"TokenEndpoint\": \"{tokens.Server.Address}token\", ";
        var folder = new GatewayFolder(
            Yarp,
            new Dictionary<string, string>
            {
                ["issuer"] = issuer.Authority, ["upstream"] = system.Server.Address.ToString(), ["class"] = $"{upstream}", ["timeout"] = $"{timeoutSeconds}", ["credential"] = needsToken ? credential : "",
            },
            Landscape);
        folder.Write("contracts/crm/customers.v1.openapi.yaml", Contract);
        folder.Write("journal.secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return new CaseStage(folder, issuer, system, tokens, [.. store.Select(argument => argument.Replace("{folder}", folder.Path, StringComparison.Ordinal))]);
    }

    /// <summary>Starts a gateway and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message is all that it wrote.</exception>
    public async Task<CaseNode> StartAsync(string data = "data")
    {
        var token = _issuer.Token(claims => claims["scope"] = "crm.write gateway.events gateway.operations");
        var node = new CaseNode(await GatewayProcess.StartAsync(_folder.Path, [$"--DataFolder={data}", .. _store]), token);
        _nodes.Add(node);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await System.DisposeAsync();
        await Tokens.DisposeAsync();
        await _issuer.DisposeAsync();
        _folder.Dispose();
    }
}
