using System.Net;
using System.Text.Json.Nodes;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Pipeline;

/// <summary>How the pipeline runs policies: in which order, with what, and what becomes of their faults.</summary>
public sealed class PipelineTests
{
    private static readonly Uri Customers = new("/crm/v1/customers", UriKind.Relative);

    [Fact]
    public async Task Policies_Several_RunByStageThenId()
    {
        var policies = new TestPolicies();
        await using var gateway = await GatewayFixture.StartAsync(
            policies: """{ "mark-a": { "Name": "a" }, "observes": { "Name": "o" }, "mark-z": { "Name": "z" }, "mark-b": { "Name": "b" } }""", configureServices: policies.AddTo);

        using var answer = await gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await SeenAsync(policies, 7);
        Assert.Equal(["request z", "request a", "request b", "response a 200", "response b 200", "response z 200", "response o 200"], policies.Seen);
    }

    [Fact]
    public async Task Observe_RefusedRequest_RunsAllTheSame()
    {
        var policies = new TestPolicies();
        await using var gateway = await GatewayFixture.StartAsync(policies: """{ "observes": { "Name": "o" }, "mark-a": { "Name": "a" } }""", configureServices: policies.AddTo);

        using var answer = await gateway.Client("guest").GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await SeenAsync(policies, 1);
        Assert.Equal(["response o 403"], policies.Seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ResponsePolicy_Refuses_NothingOfTheAnswerLeaks(int http)
    {
        var upstream = RawUpstream.Answers("HTTP/1.1 201 Created\r\nContent-Type: text/leak\r\nETag: \"leak\"\r\nLocation: /leak\r\nX-Leak: leak\r\nContent-Length: 4\r\n\r\nleak");
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream, policies: """{ "refuses-answer": {} }""", configureServices: new TestPolicies().AddTo);
        var client = http == 2 ? gateway.Http2Client() : gateway.Client();

        using var answer = await client.GetAsync(Customers, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.BadGateway, "/problems/upstream-failed"), (answer.StatusCode, (string?)JsonNode.Parse(text)!["type"]));
        Assert.Equal("retailsync; error=http_response_incomplete", answer.Headers.GetValues("Proxy-Status").Single());
        Assert.Equal("9", answer.Headers.GetValues("Retry-After").Single());
        Assert.DoesNotContain("leak", text + answer.Headers + answer.Content.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throws", 0)]
    [InlineData("throws-at-answer", 1)]
    public async Task Policy_Throws_Is500WithoutItsWords(string policy, int forwarded)
    {
        var log = new LogSink();
        await using var gateway = await GatewayFixture.StartAsync(policies: $$"""{ "{{policy}}": {} }""", configureServices: services =>
        {
            new TestPolicies().AddTo(services);
            log.AddTo(services);
        });

        using var answer = await gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.InternalServerError, "/problems/internal-error"), (answer.StatusCode, (string?)JsonNode.Parse(text)!["type"]));
        Assert.DoesNotContain("words for nobody", text, StringComparison.Ordinal);
        Assert.Equal(forwarded, gateway.Upstream.Requests.Count);
        Assert.Contains(log.Messages, message => message.Contains("words for nobody", StringComparison.Ordinal) && message.Contains(answer.Headers.GetValues("X-Request-Id").Single(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Snapshot_ReloadInFlight_StaysTheExchanges()
    {
        var policies = new TestPolicies();
        await using var gateway = await GatewayFixture.StartAsync(policies: """{ "waits": {} }""", configureServices: policies.AddTo);
        var before = (string?)(await gateway.ConfigAsync())["revision"];
        var pending = gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);
        await policies.Entered.Task.WaitAsync(TestContext.Current.CancellationToken);

        await gateway.ChangeFileAsync("catalog/landscape/landscape.yaml", GatewayTexts.Landscape.Replace("id: web-shop", "id: other-shop", StringComparison.Ordinal));
        policies.Gate.SetResult();
        using var answer = await pending;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([before, before], policies.Seen);
    }

    private static async Task SeenAsync(TestPolicies policies, int count) =>
        await Deadline.UntilAsync(() => Task.FromResult(policies.Seen.Count >= count ? "seen" : null), $"{count} marks, not only {string.Join(", ", policies.Seen)}");
}
