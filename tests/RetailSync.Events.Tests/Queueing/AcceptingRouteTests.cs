using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Queueing;

/// <summary>A running gateway with a route whose changes are sent later, and a system that is down at first.</summary>
public sealed class AcceptingRouteTests
{
    private const string Policies = """{ "journal": { "Accepts": { "replaceCustomer": "queue" }, "MaxQueuedPerKey": 3, "MaxWaitSeconds": 0 }, "idempotency": {}, "lane": {}, "validate": { "Mode": "enforce" } }""";

    private static readonly string Up = GatewayTexts.Yarp.TrimEnd()[..^1] + """, "Store": {}, "DataFolder": "data", "Journal": { "QueuePauseSeconds": 1 } }""";

    // Nobody listens at port 1: the connection is refused.
    private static readonly string Down = Up.Replace("{{upstream}}", "http://127.0.0.1:1/", StringComparison.Ordinal);

    [Fact]
    public async Task Change_SystemIsDown_Is202AndSentInOrderWhenItIsUp()
    {
        await using var gateway = await StartAsync();
        var places = new List<Uri>();
        for (var i = 0; i < 3; i++)
        {
            using var accepted = await ChangeAsync(gateway, $"k{i}", $"{i}");
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            places.Add(accepted.Headers.Location!);
        }

        using var again = await ChangeAsync(gateway, "k1", "1");
        var waiting = await StateAsync(gateway, places[0]);
        await gateway.ChangeConfigAsync(Up);
        await UntilStateAsync(gateway, places[2], "done");
        using var late = await ChangeAsync(gateway, "k1", "1");

        Assert.Equal((HttpStatusCode.Accepted, places[1], "true"), (again.StatusCode, again.Headers.Location, again.Headers.GetValues("Idempotency-Replayed").Single()));
        Assert.Contains((string?)waiting["state"], (string[])["queued", "intent"]);
        Assert.Equal(3, places.Distinct().Count());
        var upstream = (FakeUpstream)gateway.Upstream;
        Assert.Equal(["""{"name":"0"}""", """{"name":"1"}""", """{"name":"2"}"""], upstream.Requests.Select(request => request.Text));
        Assert.Equal((HttpStatusCode.OK, """{"from":"upstream"}"""), (late.StatusCode, await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        var done = await StateAsync(gateway, places[0]);
        Assert.Equal((200, "upstream"), ((int?)done["answer"]!["status"], (string?)done["answer"]!["body"]!["from"]));
    }

    [Fact]
    public async Task SynchronousChange_OfTheSameThing_DoesNotOvertake()
    {
        await using var gateway = await StartAsync();
        using var accepted = await ChangeAsync(gateway, "k1", "1");

        using var early = await gateway.Client().DeleteAsync(new Uri("/crm/v1/customers/17", UriKind.Relative), TestContext.Current.CancellationToken);
        await gateway.ChangeConfigAsync(Up);
        await UntilStateAsync(gateway, accepted.Headers.Location!, "done");
        using var free = await gateway.Client().DeleteAsync(new Uri("/crm/v1/customers/17", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/lane-full"), (early.StatusCode, await TypeAsync(early)));
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
        Assert.Equal(["PUT", "DELETE"], ((FakeUpstream)gateway.Upstream).Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Change_IsInvalid_IsRefusedAtOnce()
    {
        await using var gateway = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/crm/v1/customers/17") { Content = JsonContent.Create(new[] { 1 }) };

        using var refused = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, "/problems/schema-mismatch"), (refused.StatusCode, await TypeAsync(refused)));
        Assert.Null(refused.Headers.Location);
    }

    [Fact]
    public async Task Change_AsManyWaitAsMay_Is503WithRetryAfter()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            using var accepted = await ChangeAsync(gateway, $"k{i}", "x");
        }

        using var full = await ChangeAsync(gateway, "k3", "x");
        using var other = await ChangeAsync(gateway, "k4", "x", customer: "18");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/lane-full", TimeSpan.FromSeconds(10)), (full.StatusCode, await TypeAsync(full), full.Headers.RetryAfter!.Delta));
        Assert.Equal(HttpStatusCode.Accepted, other.StatusCode);
    }

    [Fact]
    public async Task Change_ConsumerHasLostItsGrant_IsRejectedAndSeenAtTheStatusAddress()
    {
        await using var gateway = await StartAsync();
        using var accepted = await ChangeAsync(gateway, "k1", "1");
        await gateway.ChangeFileAsync("catalog/landscape/landscape.yaml", GatewayTexts.Landscape.Replace("scopes: [crm.read, crm.write, gateway.explain]", "scopes: [crm.read]", StringComparison.Ordinal));

        await gateway.ChangeConfigAsync(Up);
        await UntilStateAsync(gateway, accepted.Headers.Location!, "rejected");

        var seen = await StateAsync(gateway, accepted.Headers.Location!);
        Assert.Equal((403, "/problems/insufficient-scope"), ((int?)seen["answer"]!["status"], (string?)seen["answer"]!["body"]!["type"]));
        Assert.Empty(((FakeUpstream)gateway.Upstream).Requests);
    }

    [Fact]
    public async Task Change_SystemRefuses_IsRejectedWithItsAnswer()
    {
        await using var gateway = await StartAsync(422, Up);

        using var accepted = await ChangeAsync(gateway, "k1", "1");
        await UntilStateAsync(gateway, accepted.Headers.Location!, "rejected");

        var seen = await StateAsync(gateway, accepted.Headers.Location!);
        Assert.Equal((422, "upstream"), ((int?)seen["answer"]!["status"], (string?)seen["answer"]!["body"]!["from"]));
        Assert.Single(((FakeUpstream)gateway.Upstream).Requests);
        Assert.Equal(1, await gateway.MetricAsync("retailsync_queue_forwarded_total", ("state", "rejected")));
    }

    [Theory]
    [InlineData("""{ "journal": { "Accepts": { "getCustomer": "queue" } } }""", "has no operation 'getCustomer' that changes anything")]
    [InlineData("""{ "journal": { "Accept": "later" } }""", "later")]
    [InlineData("""{ "journal": { "Accept": "queue" }, "public": true }""", "public route knows no consumer")]
    [InlineData("""{ "journal": { "Accept": "queue", "MaxQueued": 0 } }""", "MaxQueued")]
    public async Task Configuration_CannotBeMeant_IsRefused(string policies, string says)
    {
        await using var gateway = await StartAsync();

        var faults = await gateway.ChangeFileBadlyAsync("yarp.json", Up.Replace("{{policies}}", policies, StringComparison.Ordinal));

        Assert.Contains(says, string.Join('\n', faults), StringComparison.Ordinal);
    }

    private static Task<GatewayFixture> StartAsync(int status = 200, string? yarp = null) => GatewayFixture.StartAsync(
        yarp ?? Down,
        FakeUpstream.Returns(status, """{"from":"upstream"}"""),
        Policies,
        contracts: new Dictionary<string, string>
        {
            ["crm/customers.v1.openapi.yaml"] = GatewayTexts.CrmContract
                .Replace("operationId: replaceCustomer", "operationId: replaceCustomer\n      x-retailsync-event: {type: retail.customer.updated.v1, key: 'path:customerId', data: request}", StringComparison.Ordinal)
                .Replace("operationId: removeCustomer", "operationId: removeCustomer\n      x-retailsync-event: {type: retail.customer.removed.v1, key: 'path:customerId', data: response}", StringComparison.Ordinal)
                .Replace("'204': {description: Gone.}", "'200': {description: Gone., content: {application/json: {schema: {type: object}}}}", StringComparison.Ordinal),
        });

    private static async Task<HttpResponseMessage> ChangeAsync(GatewayFixture gateway, string key, string name, string customer = "17")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/crm/v1/customers/{customer}") { Content = JsonContent.Create(new { name }) };
        request.Headers.Add("Idempotency-Key", $"\"{key}\"");
        return await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> StateAsync(GatewayFixture gateway, Uri place) => (await gateway.Client().GetFromJsonAsync<JsonNode>(place, TestContext.Current.CancellationToken))!;

    private static Task<string> UntilStateAsync(GatewayFixture gateway, Uri place, string state) => Deadline.UntilAsync(
        async () => (string?)(await StateAsync(gateway, place))["state"] is { } now && now == state ? now : null, $"{place} is {state}");

    private static async Task<string?> TypeAsync(HttpResponseMessage answer) => (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["type"];
}
