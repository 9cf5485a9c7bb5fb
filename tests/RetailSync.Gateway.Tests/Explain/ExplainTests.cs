using System.Net;
using System.Text.Json.Nodes;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Explain;

/// <summary>A consumer may ask what happened to its own requests; operators see all of them, with the reasons.</summary>
public sealed class ExplainTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task Explain_OwnRequest_TellsTheSteps()
    {
        var id = await AskAsync("/crm/v1/customers", "web-shop");
        await KeptAsync(id);

        var (status, record) = await FindAsync(id, "web-shop");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["identify", "authorize", "life", "cache-drop", "forward"], record["steps"]!.AsArray().Select(step => (string?)step!["name"]));
        Assert.Equal("the upstream answered 200", (string?)record["steps"]!.AsArray().Last()!["decision"]);
        Assert.Equal(
            ("GET", "/crm/v1/customers", 200, "upstream", "crm", "crm/customers@1", "listCustomers", "web-shop"),
            ((string?)record["method"], (string?)record["path"], (int)record["status"]!, (string?)record["producedBy"], (string?)record["route"], (string?)record["contract"],
                (string?)record["operation"], (string?)record["consumer"]));
    }

    [Fact]
    public async Task Explain_Header_DoesNotReachTheUpstream()
    {
        shared.TakeRequests();

        await AskAsync("/crm/v1/customers", "web-shop");

        Assert.Null(Assert.Single(shared.TakeRequests()).Header("Explain"));
    }

    [Theory]
    [InlineData("store-pos", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Find_WithoutTheScope_IsRefused(string? consumer, HttpStatusCode expected)
    {
        var id = await AskAsync("/crm/v1/customers", "web-shop");

        var (status, _) = await FindAsync(id, consumer);

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Explain_WithoutTheScope_KeepsNothing()
    {
        var id = await AskAsync("/crm/v1/customers", "store-pos");

        using var answer = await shared.Gateway.Operators.GetAsync(new Uri($"/_gateway/requests/{id}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Find_AnotherConsumersRequest_Is404AndOperatorsSeeIt()
    {
        // Refused, so it is kept; by a consumer that may not explain.
        var id = await AskAsync("/crm/v1/customers/7", "guest");

        var seen = await KeptAsync(id);
        var (status, _) = await FindAsync(id, "web-shop");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(("guest", "insufficient-scope", "authorize", 403), ((string?)seen["consumer"], (string?)seen["problem"], (string?)seen["refusedBy"], (int)seen["status"]!));
        Assert.Equal("'guest' lacks a scope of operation 'getCustomer'.", (string?)seen["reason"]);
    }

    [Fact]
    public async Task Find_OwnRefusedRequest_TellsEverythingButTheReason()
    {
        var id = await AskAsync("/crm/v1/nothing", "web-shop");
        await KeptAsync(id);

        var (status, record) = await FindAsync(id, "web-shop");

        Assert.Equal((HttpStatusCode.OK, "unknown-operation", 404), (status, (string?)record["problem"], (int)record["status"]!));
        Assert.Null(record["reason"]);
    }

    [Theory]
    [InlineData("0192f0c2a5b67c8d9e0f102132435465")]
    [InlineData("x")]
    public async Task Find_UnknownRequest_Is404(string id)
    {
        var (status, problem) = await FindAsync(id, "web-shop");

        Assert.Equal((HttpStatusCode.NotFound, "/problems/unknown-request"), (status, (string?)problem["type"]));
    }

    // What happened is kept once the answer has left.
    private Task<JsonNode> KeptAsync(string id) => Deadline.UntilAsync(
        async () =>
        {
            using var answer = await shared.Gateway.Operators.GetAsync(new Uri($"/_gateway/requests/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)) : null;
        },
        $"request {id} is kept");

    private async Task<string> AskAsync(string path, string consumer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Explain", "true" } } };
        using var answer = await shared.Gateway.Client(consumer).SendAsync(request, TestContext.Current.CancellationToken);
        return answer.Headers.GetValues("X-Request-Id").Single();
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> FindAsync(string id, string? consumer)
    {
        var client = consumer is null ? shared.Gateway.Anonymous() : shared.Gateway.Client(consumer);
        using var answer = await client.GetAsync(new Uri($"/requests/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
