using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Judging;

/// <summary>What the system answers outside its contract does not leave where that is enforced, and leaves and is told where it is observed.</summary>
public sealed class JudgeTests
{
    [Theory]
    [InlineData(200, OrdersContract.Sound, "application/json", 200)]
    [InlineData(200, """{"id":"o-1"}""", "application/json", 502)]
    [InlineData(200, """{"id":"o-1","lines":[],"id":"o-1"}""", "application/json", 502)]
    [InlineData(200, "<order/>", "application/xml", 502)]
    [InlineData(200, "not json", "application/json", 502)]
    [InlineData(302, "{}", "application/json", 502)]
    [InlineData(404, "{}", "application/json", 502)]
    [InlineData(503, "{}", "application/json", 503)]
    [InlineData(429, "{}", "application/json", 429)]
    public async Task Answer_Enforced_LeavesOnlyWhenSound(int status, string body, string contentType, int expected)
    {
        var upstream = FakeUpstream.Returns(status, body, contentType);
        await using var gateway = await StartAsync(upstream, """{ "judge": { "Mode": "enforce" } }""");

        using var answer = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, (int)answer.StatusCode);
        if (expected == 502)
        {
            var problem = JsonNode.Parse(text)!;
            Assert.Equal("/problems/upstream-contract-broken", (string?)problem["type"]);
            Assert.Null(problem["errors"]);
            Assert.DoesNotContain("o-1\"", text);
        }
        else
        {
            Assert.Equal(body, text);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Answer_Compressed_IsJudgedPlainAndLeavesAsItCame(string coding)
    {
        var body = ValidateTests.Compress(coding, Encoding.UTF8.GetBytes(OrdersContract.Sound));
        var upstream = FakeUpstream.Handles(context => SendAsync(context, coding, body));
        await using var gateway = await StartAsync(upstream, """{ "judge": { "Mode": "enforce" } }""");

        using var sound = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), TestContext.Current.CancellationToken);
        body = ValidateTests.Compress(coding, "{}"u8.ToArray());
        using var unsound = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadGateway), (sound.StatusCode, unsound.StatusCode));
        Assert.Equal(ValidateTests.Compress(coding, Encoding.UTF8.GetBytes(OrdersContract.Sound)), await sound.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Answer_LongerThanIsJudged_LeavesWholeAndIsCounted()
    {
        var body = $$"""{"id":"wrong","note":"{{new string('a', 1_500_000)}}"}""";
        var upstream = FakeUpstream.Handles(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body[..1_000]);
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync(body[1_000..]);
        });
        await using var gateway = await StartAsync(upstream, """{ "judge": { "Mode": "enforce" } }""");

        using var answer = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), TestContext.Current.CancellationToken);

        Assert.Equal(body, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await gateway.MetricAsync("retailsync_contract_unjudged_total", ("side", "response"), ("reason", "too-long")));
    }

    [Fact]
    public async Task Answer_LongerThanIsJudged_IsNotHeldBeyondThat()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upstream = FakeUpstream.Handles(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(new byte[1_200_000]);
            await context.Response.Body.FlushAsync();
            await gate.Task;
            await context.Response.Body.WriteAsync(new byte[800_000]);
        });
        await using var gateway = await StartAsync(upstream, """{ "judge": { "Mode": "enforce" } }""");

        // The head can only come if nobody waits for the end, which comes after the head.
        using var answer = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        gate.SetResult();
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2_000_000, body.Length);
    }

    [Fact]
    public async Task Answer_ThatBreaksOffWhileHeld_IsNoHalfAnswer()
    {
        var upstream = FakeUpstream.Handles(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var gateway = await StartAsync(upstream, """{ "judge": { "Mode": "enforce" } }""");

        using var answer = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("upstream-failed", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EventStream_Enforced_IsNeverHeld()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upstream = FakeUpstream.Handles(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await gate.Task;
        });
        await using var gateway = await StartAsync(upstream, """{ "judge": { "Mode": "enforce" } }""");

        using var answer = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        gate.SetResult();

        Assert.Equal("data: first", first);
    }

    [Fact]
    public async Task Both_Observed_LetAllThroughAndTellTheOperators()
    {
        var upstream = FakeUpstream.Returns(200, """{"id":"wrong","lines":[]}""");
        await using var gateway = await StartAsync(upstream, """{ "validate": { "Mode": "observe" }, "judge": { "Mode": "observe" } }""");

        using var posted = await gateway.Client().PostAsync(ValidateTests.Relative("/crm/v1/orders?limit=x"), Json("""{"id":"o-1"}"""), TestContext.Current.CancellationToken);
        using var got = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), TestContext.Current.CancellationToken);
        var faults = await Deadline.UntilAsync(async () => await FaultsAsync(gateway) is { Count: >= 3 } found ? found : null, "three faults are told");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (posted.StatusCode, got.StatusCode));
        Assert.Equal("""{"id":"o-1"}""", upstream.Requests[0].Text);
        Assert.Contains(faults, fault => fault is ("placeOrder", "request", ""));
        Assert.Contains(faults, fault => fault is ("placeOrder", "response", "/status"));
        Assert.Contains(faults, fault => fault is ("getOrder", "response", "/id"));
    }

    [Theory]
    [InlineData(OrdersContract.Sound, 1)]
    [InlineData("""{"id":"o-1"}""", 2)]
    public async Task Cache_KeepsOnlyWhatIsSound(string body, int asked)
    {
        var upstream = FakeUpstream.Handles(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.CacheControl = "max-age=60";
            await context.Response.WriteAsync(body);
        });
        var (path, text) = OrdersContract.Files.Single();
        var cached = text.Replace("operationId: getOrder\n", "operationId: getOrder\n      x-retailsync-cache: {maxAge: 60}\n", StringComparison.Ordinal);
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream, policies: """{ "cache": {} }""", contracts: new Dictionary<string, string> { [path] = cached });

        // On one connection the second request is read only when the first exchange has ended, and with it the keeping.
        using var client = gateway.Client();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(body, await client.GetStringAsync(ValidateTests.Relative("/crm/v1/orders/o-1"), TestContext.Current.CancellationToken));
        }

        Assert.Equal(asked, upstream.Requests.Count);
    }

    [Fact]
    public async Task Modes_OfAConsumerAndOfARule_MakeItMilder()
    {
        var upstream = FakeUpstream.Returns(200, OrdersContract.Sound);
        await using var gateway = await StartAsync(upstream, """{ "validate": { "Mode": "enforce", "Consumers": { "store-pos": "observe" }, "Rules": { "Parameters": "off" } } }""");
        var wrong = ValidateTests.Relative("/crm/v1/orders/o-1");

        using var bad = await gateway.Client().PostAsync(ValidateTests.Relative("/crm/v1/orders"), Json("{}"), TestContext.Current.CancellationToken);
        using var parameters = await gateway.Client().GetAsync(ValidateTests.Relative("/crm/v1/orders?limit=0"), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, wrong) { Content = Json("{}") };
        using var tolerated = await gateway.Client("store-pos", "crm.read").SendAsync(request, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, wrong) { Content = Json("{}") };
        using var refused = await gateway.Client().SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.BadRequest),
            (bad.StatusCode, parameters.StatusCode, tolerated.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task Contract_Changed_IsJudgedByAtOnceAndABadOneChangesNothing()
    {
        var upstream = FakeUpstream.Returns(200, OrdersContract.Sound);
        await using var gateway = await StartAsync(upstream, """{ "validate": {} }""");
        var (path, text) = OrdersContract.Files.Single();

        await gateway.ChangeFileAsync($"contracts/{path}", text.Replace("id: {type: string, pattern: '^o-", "id: {type: string, pattern: '^p-", StringComparison.Ordinal));
        using var old = await gateway.Client().PostAsync(ValidateTests.Relative("/crm/v1/orders"), Json(OrdersContract.Sound), TestContext.Current.CancellationToken);
        using var renewed = await gateway.Client().PostAsync(ValidateTests.Relative("/crm/v1/orders"), Json("""{"id":"p-1","lines":[]}"""), TestContext.Current.CancellationToken);

        gateway.Write($"contracts/{path}", text.Replace("'^o-[0-9]+$'", "'^(a|b)\\1$'", StringComparison.Ordinal));
        using var reload = await gateway.Operators.PostAsync(ValidateTests.Relative("/_gateway/config/reload"), null, TestContext.Current.CancellationToken);
        var report = await reload.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var kept = await gateway.Client().PostAsync(ValidateTests.Relative("/crm/v1/orders"), Json("""{"id":"p-1","lines":[]}"""), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.OK), (old.StatusCode, renewed.StatusCode, kept.StatusCode));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reload.StatusCode);
        Assert.Contains("A text could keep this pattern busy without end", report);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static Task<GatewayFixture> StartAsync(FakeUpstream upstream, string policies) =>
        GatewayFixture.StartAsync(upstream: upstream, policies: policies, contracts: OrdersContract.Files);

    private static async Task SendAsync(HttpContext context, string coding, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = coding;
        await context.Response.Body.WriteAsync(body);
    }

    private static async Task<List<(string Operation, string Side, string Instance)>> FaultsAsync(GatewayFixture gateway)
    {
        var faults = JsonNode.Parse(await gateway.Operators.GetStringAsync(ValidateTests.Relative("/_gateway/contract-faults")))!.AsArray();
        return [.. faults.Select(fault => ((string)fault!["operationId"]!, (string)fault["side"]!, (string)fault["instanceLocation"]!))];
    }
}
