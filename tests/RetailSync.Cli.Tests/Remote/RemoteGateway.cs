using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RetailSync.Testing;

namespace RetailSync.Cli.Tests.Remote;

/// <summary>A running gateway with a store and an operator with an API key, for the verbs that ask one. One subscription is delivered to, the other never.</summary>
public sealed class RemoteGateway : IAsyncLifetime
{
    private const string Yarp = """
        {
          "Identity": { "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
          "Store": {},
          "Subscriptions": {
            "mirror": { "owner": "mirror", "from": "earliest", "target": { "kind": "system", "consumer": "mirror", "path": "/crm/v1/mirror/{$event.id}" } },
            "broken": { "owner": "mirror", "from": "earliest", "target": { "kind": "system", "consumer": "mirror", "path": "/crm/v1/mirror/{$event.data#/absent}" } }
          },
          "ReverseProxy": {
            "Routes": {
              "crm": { "ClusterId": "crm", "Match": { "Path": "/crm/v1/{**rest}" }, "Metadata": { "Contract": "crm/customers@1" }, "Policies": { "idempotency": {}, "lane": {}, "journal": {} } }
            },
            "Clusters": { "crm": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          }
        }
        """;

    private const string Contract = """
        openapi: 3.1.0
        info: {title: Customers, version: 1.0.0}
        security: [{oauth: [crm.write]}]
        paths:
          /customers/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            put:
              operationId: putCustomer
              x-retailsync-event: {type: retail.customer.updated.v1, key: 'path:id', data: request}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: Ok.}}
          /mirror/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            put:
              operationId: putMirror
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: Ok.}}
        components:
          securitySchemes:
            oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'http://localhost/t', scopes: {crm.write: Change.}}}}
        """;

    private const string Events = """
        asyncapi: 3.0.0
        info: {title: Events of customers, version: 1.0.0}
        channels:
          customers:
            address: customers
            messages:
              updated: {name: retail.customer.updated.v1, contentType: application/json, payload: {type: object}}
        operations:
          tell: {action: send, channel: {$ref: '#/channels/customers'}}
        """;

    private const string Landscape = """
        teams: [{id: customer-team, name: Customer team, contact: customer-team@example.com}]
        systems: [{id: crm, name: Customer relationship management, owner: customer-team}]
        apis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1, stage: active}]}]
        consumers:
          - {id: web-shop, name: Web shop, owner: customer-team, scopes: [crm.write]}
          - {id: mirror, name: Mirror, owner: customer-team, scopes: [crm.write, gateway.events]}

        """;

    private static readonly string[] OperatorScopes =
        ["gateway.operations", "gateway.operations.decide", "gateway.erase", "gateway.events", "gateway.subscriptions", "gateway.subscriptions.write", "gateway.subscriptions.all"];

    private GatewayFixture? _fixture;
    private string _key = "";

    /// <summary>The gateway.</summary>
    public GatewayFixture Fixture => _fixture ?? throw new InvalidOperationException("The gateway has not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Whose name says so is not answered: what became of the change is not known.
        var upstream = FakeUpstream.Handles(context =>
        {
            if (context.Request.Path.Value!.Contains("silent", StringComparison.Ordinal))
            {
                context.Abort();
                return Task.CompletedTask;
            }

            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("{}", context.RequestAborted);
        });
        _fixture = await GatewayFixture.StartAsync(
            Yarp, upstream, landscape: Landscape, arguments: ["--Policies:forward:Retries=0"],
            contracts: new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = Contract, ["crm/customer-events.v1.asyncapi.yaml"] = Events });

        // The operator's key is made while the gateway runs, as an operator would.
        var (code, made, error) = await RunAsync(
            ["consumer", "create", "operator", "--name", "Operator", "--owner", "customer-team", "--api-key", "--json", .. OperatorScopes.SelectMany(scope => new[] { "--scope", scope })]);
        Assert.True(code == ExitCodes.Ok, error);
        _key = JsonDocument.Parse(made).RootElement.GetProperty("apiKey").GetString()!;
        await Deadline.UntilAsync<object>(async () => (await AskAsync("operations", "list")).Code == ExitCodes.Ok ? new object() : null, "the operator's key is known");
    }

    /// <summary>Runs a command line about this gateway, as its operator.</summary>
    public Task<(int Code, string Out, string Error)> AskAsync(params string[] args) => RunAsync(AsOperator(args));

    /// <summary>The command line that an operator types.</summary>
    public string[] AsOperator(params string[] args) => [.. args, "--gateway", Fixture.Http.ToString(), "--api-key", _key];

    /// <summary>The same with a JSON answer.</summary>
    public async Task<JsonElement> AskJsonAsync(params string[] args)
    {
        var (code, output, error) = await AskAsync([.. args, "--json"]);
        Assert.True(code == ExitCodes.Ok, error);
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Runs any command line in the gateway's folder.</summary>
    public async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var (code, error) = await RunAsync(args, output, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error);
    }

    /// <summary>Runs one whose answer goes elsewhere, until it ends or is cancelled.</summary>
    public async Task<(int Code, string Error)> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var code = await RetailSyncCommand.RunAsync(args, new CliContext(output, error, TimeProvider.System, Fixture.Folder), cancellationToken);
        return (code, error.ToString());
    }

    /// <summary>Changes a customer; returns the status.</summary>
    public async Task<int> ChangeAsync(string id)
    {
        using var content = new StringContent("""{"name":"Anna"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await Fixture.Client(scopes: "crm.write").PutAsync(new Uri($"/crm/v1/customers/{id}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>Asks until the answer holds what is expected.</summary>
    public Task<JsonElement> UntilAsync(Func<JsonElement, bool> holds, params string[] args) => UntilAsync(holds, $"'{string.Join(' ', args)}' tells it", args);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_fixture is not null)
        {
            await _fixture.DisposeAsync();
        }
    }

    private async Task<JsonElement> UntilAsync(Func<JsonElement, bool> holds, string expected, string[] args) => (JsonElement)await Deadline.UntilAsync<object>(
        async () => await AskJsonAsync(args) is var answer && holds(answer) ? answer : null, expected);
}
