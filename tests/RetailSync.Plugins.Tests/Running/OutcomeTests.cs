using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.Running;

/// <summary>A step before the answer leaves fails: the exchange goes on or is refused, as <c>onError</c> says, and always in time.</summary>
[Trait("Attack", "G44")]
[Collection(Alone.Name)]
public sealed class OutcomeTests
{
    [Theory]
    [InlineData("throws")]
    [InlineData("hangs")]
    [InlineData("blocks")]
    [InlineData("wants-body")]
    public async Task Skip_StepFails_ExchangeGoesOn(string mode)
    {
        using var folder = new PluginFolder().AddStep(mode).With("--Plugins:Quarantine:Faults=2");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        Assert.Equal(200, await gateway.GetAsync());
        Assert.Equal(200, await gateway.GetAsync());
        Assert.Equal("quarantined", (string?)(await gateway.PluginAsync())["status"]);
        Assert.Equal(200, await gateway.GetAsync());

        var plugin = await gateway.PluginAsync();
        Assert.Equal(2, (int)plugin["cost"]!["calls"]!);
        Assert.Equal(3, gateway.Upstream.Requests.Count);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("hangs")]
    public async Task Fail_StepFails_ExchangeIsRefusedAndThenNothingIsSent(string mode)
    {
        using var folder = new PluginFolder().AddStep(mode).With("--Plugins:Quarantine:Faults=2", $"--Plugins:{PluginFolder.Id}:OnError=fail");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        for (var i = 0; i < 2; i++)
        {
            using var failed = await gateway.Client().PostAsJsonAsync("/crm/v1/customers", new { name = "Jo" }, TestContext.Current.CancellationToken);
            var problem = await failed.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
            Assert.Equal((500, "/problems/plugin-failed"), ((int)failed.StatusCode, (string?)problem!["type"]));
            Assert.DoesNotContain("broke", problem.ToJsonString());
        }

        using var refused = await gateway.Client().PostAsJsonAsync("/crm/v1/customers", new { name = "Jo" }, TestContext.Current.CancellationToken);
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
        Assert.Equal(2, gateway.Upstream.Requests.Count);
        Assert.Equal(404, await gateway.GetAsync("/problems/nothing"));
    }

    [Fact]
    public async Task Step_TooManyAtATime_IsOverBudget()
    {
        using var folder = new PluginFolder()
            .AddStep("is-slow", manifest: json => (json["timeLimitMs"], json["budget"]) = (5_000, new JsonObject { ["concurrency"] = 1 }))
            .With("--Plugins:Quarantine:Faults=1000");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);
        var client = gateway.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken)));

        Assert.All(answers, answer => Assert.Equal(200, (int)answer.StatusCode));
        Assert.Equal("over-budget", (string?)(await gateway.PluginAsync())["lastFault"]!["kind"]);
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Step_GoesWell_IsCountedAndExplained()
    {
        using var folder = new PluginFolder().AddStep("counts");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        Assert.Equal(200, await gateway.GetAsync());

        var plugin = await gateway.PluginAsync();
        Assert.Equal(("running", 1, 0), ((string?)plugin["status"], (int)plugin["cost"]!["calls"]!, (int)plugin["cost"]!["faults"]!));
        var routes = await gateway.ConfigAsync();
        Assert.Contains("plugins", routes["routes"]![0]!["policies"]!.AsObject().Select(policy => policy.Key));
    }
}
