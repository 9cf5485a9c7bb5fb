using System.Text.Json;

namespace RetailSync.Cli.Tests.Guarantee;

public sealed class GuaranteeTests : IDisposable
{
    private const string Contract = """
        openapi: 3.1.0
        info: {title: Orders, version: 1.0.0}
        security: [{oauth: [oms.write]}]
        paths:
          /orders:
            get: {operationId: listOrders, responses: {'200': {description: Orders}}}
            post:
              operationId: placeOrder
              x-retailsync-event: {type: retail.order.placed.v1, key: 'response:/id', data: response}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses:
                '201': {description: Placed, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}
          /orders/{orderId}:
            parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
            put:
              operationId: changeOrder
              x-retailsync-event: {type: retail.order.changed.v1, key: 'path:orderId', data: request}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: Changed}}
            delete:
              operationId: dropOrder
              responses: {'204': {description: Gone}}
          /orders/{orderId}/notes:
            parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
            post:
              operationId: addNote
              x-retailsync-event: {type: retail.order.noted.v1, key: 'path:orderId', data: request}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: Noted}}
        components:
          securitySchemes:
            oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://login.example.com/token', scopes: {oms.write: Change orders}}}}
        """;

    private const string Events = """
        asyncapi: 3.0.0
        info: {title: Events of orders, version: 1.0.0}
        channels:
          orders:
            address: orders
            messages:
              placed: {name: retail.order.placed.v1, contentType: application/json, payload: {type: object}}
              changed: {name: retail.order.changed.v1, contentType: application/json, payload: {type: object}}
              noted: {name: retail.order.noted.v1, contentType: application/json, payload: {type: object}}
        operations:
          publishOrders: {action: send, channel: {$ref: '#/channels/orders'}}
        """;

    private const string Landscape = """
        teams: [{id: order-team, name: Order team, contact: orders@example.com}]
        domains: [{id: order, name: Orders, authority: oms}]
        systems: [{id: oms, name: Orders, owner: order-team}]
        apis: [{id: oms/orders, system: oms, versions: [{number: 1, contract: oms/orders@1, stage: active}]}]
        consumers: []
        """;

    private readonly CliRun _cli = new();

    public GuaranteeTests()
    {
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "contracts", "oms"));
        File.WriteAllText(Path.Combine(_cli.Folder, "contracts", "oms", "orders.v1.openapi.yaml"), Contract);
        File.WriteAllText(Path.Combine(_cli.Folder, "contracts", "oms", "order-events.v1.asyncapi.yaml"), Events);
        File.WriteAllText(Path.Combine(_cli.Folder, "catalog", "landscape", "landscape.yaml"), Landscape);
    }

    [Fact]
    public async Task Guarantee_NoStore_PromisesNothing()
    {
        Configure("", """ "public": true """, upstream: "");

        var (code, output, error) = await _cli.RunAsync("guarantee");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Store: Nothing is written down", output, StringComparison.Ordinal);
        Assert.Contains("oms (oms/orders@1): NOT journalled, because the configuration has no section Store.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guarantee_StoreButNoJournal_SaysWhatIsMissing()
    {
        Configure("""Store": {}, """, """ "public": true """, upstream: "");

        var route = (await _cli.RunJsonAsync("guarantee")).GetProperty("routes")[0];

        Assert.False(route.GetProperty("isJournalled").GetBoolean());
        Assert.Equal("the policy 'journal' does not act on it", route.GetProperty("why").GetString());
    }

    [Fact]
    public async Task Guarantee_Journal_TellsEachChange()
    {
        Configure("""Store": {}, """, """ "idempotency": { "Modes": { "placeOrder": "require", "addNote": "off" }, "Keep": "30.00:00:00" }, "lane": { "Unordered": ["addNote"] }, "journal": { "Classes": { "placeOrder": "b" } } """, upstream: "");

        var answer = await _cli.RunJsonAsync("guarantee");

        Assert.Equal("sqlite", answer.GetProperty("store").GetProperty("kind").GetString());
        Assert.Equal(
            [
                "placeOrder require 30.00:00:00 False the key is only in the answer B retail.order.placed.v1",
                "changeOrder accept 30.00:00:00 True order (path:orderId) D retail.order.changed.v1",
                "dropOrder accept 30.00:00:00 False no event declares whose change it is D ",
                "addNote off  False declared unordered D retail.order.noted.v1",
            ],
            answer.GetProperty("routes")[0].GetProperty("changes").EnumerateArray().Select(Told));
    }

    [Fact]
    public async Task Guarantee_SystemHonoursOurKey_IsClassA()
    {
        Configure("""Store": {}, """, """ "idempotency": {}, "lane": {}, "journal": {} """, """ "Upstream": { "HonoursKey": "Idempotency-Key" }, """);

        var (code, output, error) = await _cli.RunAsync("guarantee");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"\n *changeOrder +accept, kept 72 h +by order \(path:orderId\) +A +retail\.order\.changed\.v1", output);
        Assert.Contains("  A  the system knows our operation id", output, StringComparison.Ordinal);
        Assert.DoesNotContain("  D  ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guarantee_ResolverOfAnOperation_CountsBeforeTheRoute()
    {
        Configure("""Store": {}, "Journal": { "Resolvers": { "oms/orders@1#changeOrder": { "Class": "C" } } }, """, """ "lane": {}, "journal": { "Class": "a" } """, upstream: "");

        var changes = (await _cli.RunJsonAsync("guarantee")).GetProperty("routes")[0].GetProperty("changes").EnumerateArray();

        Assert.Equal(["A", "C", "A", "A"], changes.Select(change => change.GetProperty("class").GetString()));
    }

    [Fact]
    public async Task Guarantee_FaultyConfiguration_IsRefused()
    {
        Configure("""Store": {}, """, """ "journal": { "Class": "e" } """, upstream: "");

        var (code, output, error) = await _cli.RunAsync("guarantee");

        Assert.Equal((ExitCodes.Refused, ""), (code, output));
        Assert.Contains("ReverseProxy:Routes:oms:Policies:journal", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guarantee_NobodyRuns_IsRefused()
    {
        Configure("", """ "public": true """, upstream: "");

        var (code, output, error) = await _cli.RunAsync("guarantee", "--running", "http://127.0.0.1:1");

        Assert.Equal((ExitCodes.Refused, ""), (code, output));
        Assert.StartsWith("http://127.0.0.1:1/: No gateway tells its configuration there:", error, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    private void Configure(string sections, string policies, string upstream) => File.WriteAllText(
        Path.Combine(_cli.Folder, "yarp.json"),
        $$"""
        {
          "Listeners": { "Https": { "Enabled": false } },
          {{(sections.Length > 0 ? "\"" + sections : "")}}
          "ReverseProxy": {
            "Routes": { "oms": { "ClusterId": "oms", "Match": { "Path": "/oms/v1/{**rest}" }, "Metadata": { "Contract": "oms/orders@1" }, "Transforms": [{ "PathRemovePrefix": "/oms" }], "Policies": { {{policies}} } } },
            "Clusters": { "oms": { {{upstream}} "Destinations": { "one": { "Address": "http://127.0.0.1:9/" } } } }
          }
        }
        """);

    private static string Told(JsonElement change) => string.Join(
        ' ',
        change.GetProperty("operation").GetString(),
        change.GetProperty("key").GetString(),
        change.TryGetProperty("keyIsKept", out var kept) ? kept.GetString() : "",
        change.GetProperty("isOrdered").GetBoolean(),
        change.GetProperty("order").GetString(),
        change.GetProperty("class").GetString(),
        change.TryGetProperty("event", out var type) ? type.GetString() : "");
}
