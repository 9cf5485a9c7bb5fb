using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RetailSync.EndToEnd.Contracts;
using RetailSync.EndToEnd.Hosting;

namespace RetailSync.EndToEnd.Landscape;

/// <summary>The gateway as it is delivered, for tests that look at what every system was told.</summary>
public sealed class LandscapeGateway : SandboxGateway
{
    /// <summary>Makes a change through the gateway.</summary>
    public async Task<JsonObject> ChangeAsync(HttpMethod method, string path, JsonNode? body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        request.Headers.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch ?? "");
        if (ifMatch is null)
        {
            request.Headers.Remove("If-Match");
        }

        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Http1.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Makes a change with the body that the contract shows.</summary>
    /// <param name="file">The contract, such as <c>pim/products.v1</c>.</param>
    /// <param name="operation">The operation's id.</param>
    /// <param name="edit">Changes the example's body first.</param>
    public Task<JsonObject> ExampleAsync(string file, string operation, Action<JsonObject>? edit = null)
    {
        var call = ContractExamples.Of($"{file}.openapi.yaml").First(call => call.OperationId == operation);
        var body = call.Body is null ? null : JsonNode.Parse(call.Body)!.AsObject();
        edit?.Invoke(body!);
        return ChangeAsync(call.Method, EnforcementTests.PrefixOf($"{file}.openapi.yaml") + call.Target, body);
    }

    /// <summary>The event log, oldest first.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> EventsAsync()
    {
        using var answer = await GetAsync(1, "/events?after=0&limit=500");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return [.. JsonNode.Parse(text)!.AsArray().Select(one => new LoggedEvent((string)one!["id"]!, (string)one["type"]!, (string)one["partitionkey"]!))];
    }

    /// <summary>The ids of the changes that a system took in, in the order of its ledger.</summary>
    public async Task<IReadOnlyList<string>> ReceivedAsync(string system)
    {
        using var client = new HttpClient();
        var ledger = await client.GetFromJsonAsync<JsonArray>(new Uri(Host.SandboxSystems[system], "_sandbox/ledger"), TestContext.Current.CancellationToken);
        return [.. ledger!.Where(entry => (string?)entry!["operation"] == "receiveChange").Select(entry => (string)entry!["entityKey"]!)];
    }

    /// <summary>Takes a system away, or brings it back.</summary>
    public async Task SetAwayAsync(string system, bool isAway)
    {
        using var client = new HttpClient();
        var faults = new Uri(Host.SandboxSystems[system], "_sandbox/faults");
        using var answer = isAway
            ? await client.PostAsJsonAsync(faults, new JsonObject { ["kind"] = "offline" }, TestContext.Current.CancellationToken)
            : await client.DeleteAsync(faults, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
