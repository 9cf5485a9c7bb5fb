using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Tests.Contracts;

/// <summary>A contract is the truth about its system: each operation, called with the contract's own examples, succeeds as declared.</summary>
public sealed class ContractTruthTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private const string Endless = "streamOrderChanges";

    private static readonly string[] Files =
        ["crm/customers.v1", "crm/customers.v2", "oms/orders.v1", "payment/payments.v1", "wms/warehouse.v1", "erp/enterprise.v1", "pos/transactions.v1"];

    public static TheoryData<string, string> Operations
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var file in Files)
            {
                foreach (var (_, _, _, operation) in Read(file).Operations().Where(entry => (string)entry.Operation["operationId"]! != Endless))
                {
                    all.Add(file, (string)operation["operationId"]!);
                }
            }

            return all;
        }
    }

    public static TheoryData<string> Contracts => [.. Files];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_CalledWithItsExample_AnswersAsDeclared(string file, string operationId)
    {
        var contract = Read(file);
        var (path, method, item, operation) = contract.Operations().Single(entry => (string)entry.Operation["operationId"]! == operationId);
        using var client = await sandbox.FreshAsync(file.Split('/')[0]);
        var (url, headers) = Address(contract, $"/{file.Split('.')[1]}{path}", item, operation);
        var body = operation["requestBody"]?["content"]?["application/json"]?["example"]?.ToJsonString();

        var answer = await client.SendAsync(method, url, body, headers);

        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        Assert.True(answer.Status is >= 200 and < 300, $"{method} {url}: {status} {answer.Body?.ToJsonString()}");
        Assert.True(operation["responses"]!.AsObject().ContainsKey(status), $"{operationId} declares no {status}.");
        var content = contract.Follow(operation["responses"]![status]!)["content"];
        Assert.Equal(content is null, answer.Body is null);
        if (content is not null)
        {
            Assert.Equal("application/json", answer.MediaType);
            Assert.Equal([], new SchemaCheck(contract).Faults(answer.Body, content["application/json"]!["schema"]!));
        }
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Contract_EveryExample_FitsItsSchema(string file)
    {
        var contract = Read(file);
        var check = new SchemaCheck(contract);

        var bodies = contract.Operations().SelectMany(entry => Bodies(contract, entry.Operation)).ToList();

        Assert.All(bodies, body => Assert.NotNull(body.Content["example"]));
        Assert.Equal([], bodies.SelectMany(body => check.Faults(body.Content["example"], body.Content["schema"]!, body.Where)));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Contract_EveryOperation_DeclaresScopesAndEvents(string file)
    {
        var operations = Read(file).Operations().ToList();

        var open = operations.Where(entry => entry.Operation["security"]?[0]?["oauth"]?.AsArray().Count is not 1).Select(entry => entry.Path);
        var silent = operations
            .Where(entry => entry.Method is not "GET" && entry.Operation["x-retailsync-event"] is null && entry.Operation["x-retailsync-changes"] is null && !IsCopy(entry.Operation))
            .Select(entry => entry.Path);

        Assert.Empty(open);
        Assert.Empty(silent);
    }

    [Fact]
    public void Check_WrongBody_FindsEveryFault()
    {
        var contract = new ContractFile([]);
        var schema = JsonNode.Parse("""
            {"type":"object","required":["id"],"properties":{"kind":{"type":"string","enum":["a"]},"many":{"type":"integer","maximum":3},"at":{"type":"string","format":"date-time"}}}
            """)!;

        var faults = new SchemaCheck(contract).Faults(JsonNode.Parse("""{"kind":"b","many":4,"at":"noon","extra":1}"""), schema);

        Assert.Equal([": id is missing", ": extra is not declared", "/kind: \"b\" is none of [\"a\"]", "/many: 4 is out of bounds", "/at: 'noon' is no date-time"], faults);
    }

    // A copy of another system's change is no news.
    private static bool IsCopy(JsonObject operation) => (string)operation["operationId"]! == "receiveChange";

    private static ContractFile Read(string file) => ContractFile.Read(Path.Combine(RunningSandbox.RepositoryRoot, "contracts", file + ".openapi.yaml"));

    private static (string Url, (string Name, string Value)[] Headers) Address(ContractFile contract, string path, JsonObject item, JsonObject operation)
    {
        var headers = new List<(string, string)>();
        var query = new List<string>();
        var parameters = new[] { item, operation }.SelectMany(place => place["parameters"]?.AsArray() ?? []).Select(parameter => contract.Follow(parameter!));
        foreach (var parameter in parameters.Where(parameter => parameter["example"] is not null))
        {
            var (name, value) = ((string)parameter["name"]!, parameter["example"]!.ToString());
            switch ((string)parameter["in"]!)
            {
                case "path":
                    path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
                    break;
                case "query":
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
                    break;
                default:
                    headers.Add((name, value));
                    break;
            }
        }

        return (query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", [.. headers]);
    }

    private static IEnumerable<(string Where, JsonObject Content)> Bodies(ContractFile contract, JsonObject operation)
    {
        var id = (string)operation["operationId"]!;
        if (operation["requestBody"] is { } request)
        {
            yield return ($"{id} request", request["content"]!["application/json"]!.AsObject());
        }

        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            foreach (var (_, content) in contract.Follow(response!)["content"]?.AsObject() ?? [])
            {
                yield return ($"{id} {status}", content!.AsObject());
            }
        }
    }
}
