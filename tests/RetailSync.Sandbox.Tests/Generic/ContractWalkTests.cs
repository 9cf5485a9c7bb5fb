using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Tests.Generic;

public class ContractWalkTests
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    public static TheoryData<string> Contracts => [.. ContractFiles.Names];

    public static TheoryData<string, string, string> Operations => OperationsWhere((_, _, _) => true);

    public static TheoryData<string, string, string> OperationsOnItems => OperationsWhere((method, path, operation) =>
        path.Contains('{', StringComparison.Ordinal) && !IsMaking(method, operation));

    public static TheoryData<string, string, string> MakingPuts => OperationsWhere((method, _, operation) => IsMaking(method, operation));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_ExampleRequest_AnswersAsDeclared(string contract, string method, string path)
    {
        var root = ContractFiles.Read(contract);
        var (_, _, item, operation) = OperationsOf(root).Single(one => (one.Method, one.Path) == (method, path));
        await using var server = await GenericServer.StartAsync(contract);

        var (type, media) = First(SchemaCheck.Follow(root, operation["requestBody"])?["content"]);
        var reply = await server.SendAsync(
            HttpMethod.Parse(method), UrlOf(root, contract, path, item, operation), media?["example"]?.ToJsonString(), type ?? "application/json", HeadersOf(root, item, operation));

        var success = operation["responses"]!.AsObject().First(pair => pair.Key.StartsWith('2'));
        Assert.Equal($"{success.Key} {reply.Text}", $"{((int)reply.Status).ToString(CultureInfo.InvariantCulture)} {reply.Text}");
        var (declaredType, declared) = First(SchemaCheck.Follow(root, success.Value)?["content"]);
        Assert.Equal(declaredType, reply.ContentType);
        if (declared is not null)
        {
            Assert.Empty(SchemaCheck.Faults(root, declared["schema"], JsonNode.Parse(reply.Text)));
        }

        var changes = operation["x-retailsync-changes"]?.GetValue<bool>() ?? method is not "get";
        Assert.Equal(changes ? [operation["operationId"]!.GetValue<string>()] : [], server.Ledger.Since(0).Select(entry => entry.Operation));
    }

    [Theory]
    [MemberData(nameof(OperationsOnItems))]
    public async Task Operation_UnknownId_Says404AsDeclared(string contract, string method, string path)
    {
        var root = ContractFiles.Read(contract);
        var (_, _, item, operation) = OperationsOf(root).Single(one => (one.Method, one.Path) == (method, path));
        await using var server = await GenericServer.StartAsync(contract);

        var (type, media) = First(SchemaCheck.Follow(root, operation["requestBody"])?["content"]);
        var url = UrlOf(root, contract, path, item, operation, _ => "NOT-THERE");
        var reply = await server.SendAsync(HttpMethod.Parse(method), url, media?["example"]?.ToJsonString(), type ?? "application/json", HeadersOf(root, item, operation));

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        var (declaredType, declared) = First(SchemaCheck.Follow(root, operation["responses"]!["404"])?["content"]);
        Assert.Equal(declaredType, reply.ContentType);
        Assert.Empty(SchemaCheck.Faults(root, declared!["schema"], reply.Json));
        Assert.Empty(server.Ledger.Since(0));
    }

    [Theory]
    [MemberData(nameof(MakingPuts))]
    public async Task Operation_PutThatKnowsNo404_MakesTheItemOnce(string contract, string method, string path)
    {
        var root = ContractFiles.Read(contract);
        var (_, _, item, operation) = OperationsOf(root).Single(one => (one.Method, one.Path) == (method, path));
        await using var server = await GenericServer.StartAsync(contract);
        var body = operation["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();
        var url = UrlOf(root, contract, path, item, operation, _ => "A-NEW-ONE");

        var made = await server.SendAsync(HttpMethod.Put, url, body, "application/json", HeadersOf(root, item, operation));
        var again = await server.SendAsync(HttpMethod.Put, url, body, "application/json", HeadersOf(root, item, operation));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (made.Status, again.Status));
        Assert.Equal(made.Text, again.Text);
        Assert.Equal("A-NEW-ONE", Assert.Single(server.Ledger.Since(0)).EntityKey);
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Contract_EveryExample_ConformsToItsSchema(string contract)
    {
        var root = ContractFiles.Read(contract);

        var faults = new List<string>();
        foreach (var (method, path, item, operation) in OperationsOf(root))
        {
            var holders = operation["responses"]!.AsObject().Select(pair => pair.Value).Append(operation["requestBody"]).Where(node => node is not null);
            foreach (var media in holders.SelectMany(holder => SchemaCheck.Follow(root, holder)?["content"] as JsonObject ?? []).Select(pair => pair.Value!))
            {
                faults.AddRange(media["example"] is { } example
                    ? SchemaCheck.Faults(root, media["schema"], example).Select(fault => $"{method} {path} {fault}")
                    : [$"{method} {path}: a body has no example"]);
            }

            faults.AddRange(ParametersOf(root, item, operation)
                .Where(parameter => parameter["example"] is not null)
                .SelectMany(parameter => SchemaCheck.Faults(root, parameter["schema"], parameter["example"]).Select(fault => $"{method} {path} {parameter["name"]} {fault}")));
        }

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Contract_EveryChange_DeclaresScopeAndEvent(string contract)
    {
        var root = ContractFiles.Read(contract);
        var system = ContractFiles.SystemOf(contract);
        var known = root["components"]!["securitySchemes"]!["oauth"]!["flows"]!["clientCredentials"]!["scopes"]!.AsObject().Select(pair => pair.Key).ToList();

        var operations = OperationsOf(root).ToList();

        Assert.InRange(operations.Count, 5, 11);
        Assert.Equal(operations.Count, operations.Select(one => one.Operation["operationId"]!.GetValue<string>()).Distinct().Count());
        Assert.Contains(operations, one => one.Operation["x-retailsync-changes"]?.GetValue<bool>() == false);
        Assert.All(operations, one =>
        {
            var changes = one.Operation["x-retailsync-changes"]?.GetValue<bool>() ?? one.Method is not "get";
            var scope = Assert.Single(one.Operation["security"]!.AsArray())!["oauth"]!.AsArray().Select(scope => scope!.GetValue<string>());
            var isCopy = one.Operation["operationId"]!.GetValue<string>() == "receiveChange";
            Assert.Equal([isCopy ? $"{system}.receive" : changes ? $"{system}.write" : $"{system}.read"], scope);
            Assert.Subset(known.ToHashSet(), scope.ToHashSet());
            var declared = one.Operation["x-retailsync-event"];

            // A copy of another system's change is no news.
            Assert.Equal(changes && !isCopy, declared is not null);
            if (declared is not null)
            {
                Assert.Matches(@"^retail\.[a-z]+\.[a-z-]+\.v1$", declared["type"]!.GetValue<string>());
                Assert.Matches(@"^(path:[A-Za-z]+|(request|response):/[A-Za-z/]+)$", declared["key"]!.GetValue<string>());
                Assert.Contains(declared["data"]!.GetValue<string>(), (string[])["request", "response", "none"]);
            }
        });
    }

    // It makes what is not there.
    private static bool IsMaking(string method, JsonNode operation) => method is "put" && operation["responses"]!["404"] is null;

    private static TheoryData<string, string, string> OperationsWhere(Func<string, string, JsonNode, bool> fits)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var name in ContractFiles.Names)
        {
            foreach (var (method, path, _, _) in OperationsOf(ContractFiles.Read(name)).Where(one => fits(one.Method, one.Path, one.Operation)))
            {
                data.Add(name, method, path);
            }
        }

        return data;
    }

    private static IEnumerable<(string Method, string Path, JsonNode Item, JsonNode Operation)> OperationsOf(JsonNode root) =>
        from path in root["paths"]!.AsObject()
        from method in Methods
        where path.Value![method] is not null
        select (method, path.Key, path.Value, path.Value[method]!);

    private static List<JsonNode> ParametersOf(JsonNode root, JsonNode item, JsonNode operation) =>
        [.. (item["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? []).Select(node => SchemaCheck.Follow(root, node)!)];

    private static string UrlOf(JsonNode root, string contract, string path, JsonNode item, JsonNode operation, Func<string, string>? valueOf = null)
    {
        var url = $"/v{contract[^1]}{path}";
        var query = new List<string>();
        foreach (var parameter in ParametersOf(root, item, operation).Where(parameter => parameter["example"] is not null))
        {
            var (name, value) = (parameter["name"]!.GetValue<string>(), parameter["example"]!.ToString());
            if (parameter["in"]!.GetValue<string>() is "path")
            {
                url = url.Replace($"{{{name}}}", valueOf?.Invoke(name) ?? value, StringComparison.Ordinal);
            }
            else if (parameter["in"]!.GetValue<string>() is "query")
            {
                query.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return query.Count == 0 ? url : $"{url}?{string.Join('&', query)}";
    }

    private static (string Name, string Value)[] HeadersOf(JsonNode root, JsonNode item, JsonNode operation) =>
        [.. ParametersOf(root, item, operation)
            .Where(parameter => parameter["in"]!.GetValue<string>() is "header" && parameter["example"] is not null)
            .Select(parameter => (parameter["name"]!.GetValue<string>(), parameter["example"]!.ToString()))];

    private static (string? Type, JsonNode? Media) First(JsonNode? content) => content is JsonObject types ? (types.First().Key, types.First().Value) : (null, null);
}
