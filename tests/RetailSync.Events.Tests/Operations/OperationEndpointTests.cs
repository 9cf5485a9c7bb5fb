using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Operations;

/// <summary>The endpoints about operations, on a running gateway.</summary>
public sealed class OperationEndpointTests
{
    private static readonly string[] Operator = ["gateway.operations", "gateway.operations.decide", "gateway.erase"];

    private static readonly string Landscape = GatewayTexts.Landscape
        + "\n  - {id: till-shop, name: Another shop, owner: customer-team, scopes: [crm.read, crm.write]}\n"
        + "  - {id: operations, name: Operators, owner: customer-team, scopes: [gateway.operations, gateway.operations.decide, gateway.erase]}\n";

    [Fact]
    public async Task UnknownOutcome_OperatorDecidesApplied_CallerSeesItAndRetryGetsTheAnswer()
    {
        await using var gateway = await StartAsync(500);
        using var first = await ChangeAsync(gateway);
        var place = first.Headers.Location!;
        await UntilStateAsync(gateway, place, "exception");
        var operators = gateway.Client("operations", Operator);

        var listed = await operators.GetFromJsonAsync<JsonNode>(new Uri("/operations?state=exception&key=customer:17", UriKind.Relative), TestContext.Current.CancellationToken);
        using var decided = await operators.PostAsJsonAsync(
            new Uri($"{place}/resolution", UriKind.Relative), new { decision = "applied", reason = "Seen in the CRM.", status = 200, body = new { id = "17" } }, TestContext.Current.CancellationToken);
        var seen = await gateway.Client().GetFromJsonAsync<JsonNode>(place, TestContext.Current.CancellationToken);
        using var again = await ChangeAsync(gateway);

        Assert.Equal((HttpStatusCode.GatewayTimeout, HttpStatusCode.OK), (first.StatusCode, decided.StatusCode));
        Assert.Equal($"{place}", (string?)Assert.Single(listed!["items"]!.AsArray())!["links"]!["self"]);
        Assert.Equal(("done", 200, true), ((string?)seen!["state"], (int?)seen["status"], (bool?)seen["reconstructed"]));
        Assert.Null(seen["target"]);
        Assert.Equal((HttpStatusCode.OK, """{"id":"17"}"""), (again.StatusCode, await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        var detail = await operators.GetFromJsonAsync<JsonNode>(place, TestContext.Current.CancellationToken);
        var line = Assert.Single(detail!["decisions"]!.AsArray())!;
        Assert.Equal(("operations", "applied", "Seen in the CRM."), ((string?)line["by"], (string?)line["decision"], (string?)line["reason"]));
        Assert.Single(gateway.Upstream.Requests);
        Assert.Equal(1, await gateway.MetricAsync("retailsync_journal_outcomes_total", ("state", "done"), ("by", "person")));
        Assert.Contains("retailsync_journal_exceptions", await gateway.MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownOutcome_OperatorDecidesNotApplied_KeyIsFreeAndChangeIsMade()
    {
        await using var gateway = await StartAsync(500);
        using var first = await ChangeAsync(gateway);
        await UntilStateAsync(gateway, first.Headers.Location!, "exception");
        using var blocked = await ChangeAsync(gateway, key: "another");
        using var decided = await gateway.Client("operations", Operator).PostAsJsonAsync(
            new Uri($"{first.Headers.Location}/resolution", UriKind.Relative), new { decision = "not-applied", reason = "Not there." }, TestContext.Current.CancellationToken);

        using var again = await ChangeAsync(gateway);

        Assert.Equal((HttpStatusCode.Conflict, first.Headers.Location), (blocked.StatusCode, blocked.Headers.Location));
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        Assert.Equal(2, gateway.Upstream.Requests.Count);
        Assert.NotEqual(first.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task Resolution_OfWhatIsDecided_IsRefused()
    {
        await using var gateway = await StartAsync(500);
        using var first = await ChangeAsync(gateway);
        await UntilStateAsync(gateway, first.Headers.Location!, "exception");
        var operators = gateway.Client("operations", Operator);
        var place = new Uri($"{first.Headers.Location}/resolution", UriKind.Relative);
        using var decided = await operators.PostAsJsonAsync(place, new { decision = "not-applied", reason = "Not there." }, TestContext.Current.CancellationToken);

        using var again = await operators.PostAsJsonAsync(place, new { decision = "applied", reason = "It is there." }, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Conflict, "/problems/decision-refused"), (again.StatusCode, await TypeAsync(again)));
    }

    [Fact]
    public async Task Resolution_ByEightAtOnce_OneGetsThrough()
    {
        await using var gateway = await StartAsync(500);
        using var first = await ChangeAsync(gateway);
        await UntilStateAsync(gateway, first.Headers.Location!, "exception");
        var operators = gateway.Client("operations", Operator);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var answer = await operators.PostAsJsonAsync(
                new Uri($"{first.Headers.Location}/resolution", UriKind.Relative), new { decision = i % 2 == 0 ? "applied" : "not-applied", reason = "So it is." }, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }));

        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(status => status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Find_ByOthers_IsNotKnown()
    {
        await using var gateway = await StartAsync(500);
        using var first = await ChangeAsync(gateway);

        using var other = await gateway.Client("till-shop", "crm.read").GetAsync(first.Headers.Location, TestContext.Current.CancellationToken);
        using var nobody = await gateway.Anonymous().GetAsync(first.Headers.Location, TestContext.Current.CancellationToken);
        using var unknown = await gateway.Client().GetAsync(new Uri("/operations/not-an-id", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, "/problems/operation-not-found"), (other.StatusCode, await TypeAsync(other)));
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/operations", "gateway.operations")]
    [InlineData("POST", "/operations/0199f0c2-a5b6-7c8d-9e0f-102132435465/resolution", "gateway.operations.decide")]
    [InlineData("POST", "/operations/0199f0c2-a5b6-7c8d-9e0f-102132435465/rebuild-event", "gateway.operations.decide")]
    [InlineData("POST", "/operations/erasures", "gateway.erase")]
    public async Task Endpoint_WithoutItsScope_IsForbidden(string method, string path, string scope)
    {
        await using var gateway = await StartAsync(200);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await gateway.Client("operations", [.. Operator.Where(one => one != scope)]).SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(scope, answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"decision":"applied"}""")]
    [InlineData("""{"decision":"applied","reason":"   "}""")]
    [InlineData("""{"decision":"perhaps","reason":"So."}""")]
    [InlineData("""{"decision":"not-applied","reason":"So.","status":200}""")]
    [InlineData("""{"decision":"applied","reason":"So.","status":500}""")]
    [InlineData("""{"decision":"applied","reason":"So.","other":1}""")]
    [InlineData("""{"decision":"applied","reason":"\ud800"}""")]
    [InlineData("""[]""")]
    [InlineData("""{"decision":"applied","decision":"retry","reason":"So."}""")]
    [InlineData("no json")]
    [InlineData("")]
    public async Task Resolution_CannotBeUsed_IsABadRequest(string body)
    {
        await using var gateway = await StartAsync(200);
        using var content = new StringContent(body, null, "application/json");

        using var answer = await gateway.Client("operations", Operator).PostAsync(
            new Uri($"/operations/{Guid.CreateVersion7()}/resolution", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("state=gone")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("after=x")]
    [InlineData("state=done&state=unknown")]
    [InlineData("colour=red")]
    [InlineData("key=%00")]
    public async Task List_CannotBeUsed_IsABadRequest(string query)
    {
        await using var gateway = await StartAsync(200);

        using var answer = await gateway.Client("operations", Operator).GetAsync(new Uri($"/operations?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, "/problems/schema-mismatch"), (answer.StatusCode, await TypeAsync(answer)));
    }

    [Fact]
    public async Task List_InPages_ShowsEachOnce()
    {
        await using var gateway = await StartAsync(200);
        for (var i = 0; i < 5; i++)
        {
            using var made = await ChangeAsync(gateway, key: $"k{i}", customer: $"{i}");
        }

        var (seen, next) = (new List<string?>(), "/operations?limit=2&state=done");
        while (next is not null)
        {
            var page = await gateway.Client("operations", Operator).GetFromJsonAsync<JsonNode>(new Uri(next, UriKind.Relative), TestContext.Current.CancellationToken);
            seen.AddRange(page!["items"]!.AsArray().Select(item => (string?)item!["target"]));
            next = (string?)page["links"]!["next"];
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"/crm/v1/customers/{i}"), seen);
    }

    [Fact]
    public async Task Erase_Subject_KeepsTheOperationWithoutItsBody()
    {
        await using var gateway = await StartAsync(200);
        using var made = await ChangeAsync(gateway);

        using var erased = await gateway.Client("operations", Operator).PostAsJsonAsync(
            new Uri("/operations/erasures", UriKind.Relative), new { subject = "customer:17", reason = "Asked for it." }, TestContext.Current.CancellationToken);
        using var again = await ChangeAsync(gateway);

        var result = (await erased.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
        Assert.Equal((1, 0), ((int?)result["operations"], (int?)result["open"]));
        Assert.Single(gateway.Upstream.Requests);
        Assert.DoesNotContain("upstream", await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Task<GatewayFixture> StartAsync(int status) => GatewayFixture.StartAsync(
        GatewayTexts.Yarp.TrimEnd()[..^1] + """, "Store": {}, "DataFolder": "data" }""",
        FakeUpstream.Returns(status, """{"from":"upstream"}"""),
        """{ "journal": {}, "idempotency": {}, "lane": {} }""",
        Landscape,
        new Dictionary<string, string>
        {
            ["crm/customers.v1.openapi.yaml"] = GatewayTexts.CrmContract.Replace(
                "operationId: replaceCustomer", "operationId: replaceCustomer\n      x-retailsync-event: {type: retail.customer.updated.v1, key: 'path:customerId', data: request}", StringComparison.Ordinal),
        });

    private static async Task<HttpResponseMessage> ChangeAsync(GatewayFixture gateway, string key = "k-1", string customer = "17")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/crm/v1/customers/{customer}") { Content = JsonContent.Create(new { name = "Ann" }) };
        request.Headers.Add("Idempotency-Key", $"\"{key}\"");
        return await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> UntilStateAsync(GatewayFixture gateway, Uri place, string state) => Deadline.UntilAsync(
        async () => (string?)(await gateway.Client().GetFromJsonAsync<JsonNode>(place, TestContext.Current.CancellationToken))!["state"] is { } now && now == state ? now : null, $"{place} is {state}");

    private static async Task<string?> TypeAsync(HttpResponseMessage answer) => (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["type"];
}
