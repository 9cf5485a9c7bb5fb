using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.Running;

/// <summary>Whatever a plugin does after answers have left, requests are answered as if it were not there. Real gateway, real sockets, loaded from a folder.</summary>
[Trait("Attack", "G44")]
[Collection(Alone.Name)]
public sealed class ObserverTests
{
    [Theory]
    [InlineData("throws", "threw", "InvalidOperationException: It broke over card [card] of [email].")]
    [InlineData("throws-odd", "threw", "The call failed beyond description")]
    [InlineData("hangs", "hung", "A call took longer than 100 ms and was given up.")]
    [InlineData("blocks", "hung", "A call took longer than 100 ms and was given up.")]
    [InlineData("wants-body", "threw", "The plugin's plugin.json does not declare needs.requestBodyBytes.")]
    [InlineData("wants-gateway", "threw", "Could not load file or assembly 'RetailSync.Gateway,")]
    public async Task Observer_DoesWrong_HarmsNoRequestAndIsQuarantined(string mode, string kind, string expected)
    {
        using var folder = new PluginFolder().AddObserver(mode).With("--Plugins:Quarantine:Faults=3");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, await gateway.GetAsync());
        }

        var plugin = await gateway.QuarantinedAsync();
        Assert.Equal((kind, 3), ((string?)plugin["lastFault"]!["kind"], (int)plugin["cost"]!["calls"]!));
        Assert.Contains(expected, (string?)plugin["lastFault"]!["what"]);
        Assert.Equal(kind == "hung" ? (0, 3, 3) : (3, 0, 0), ((int)plugin["cost"]!["faults"]!, (int)plugin["cost"]!["timedOut"]!, (int)plugin["cost"]!["abandoned"]!));
        Assert.Equal(200, await gateway.GetAsync());
        Assert.Equal(4, gateway.Upstream.Requests.Count);
        await gateway.MetricUntilAsync(1, "retailsync_plugin_quarantined", ("plugin", PluginFolder.Id));
        await gateway.MetricUntilAsync(3, "retailsync_plugin_calls_total", ("plugin", PluginFolder.Id), ("stage", "observe"), ("result", kind));
    }

    [Fact]
    public async Task Observer_WantsUndeclaredFact_IsAFault()
    {
        using var folder = new PluginFolder().AddObserver("wants-fact", manifest: json => json.Remove("facts")).With("--Plugins:Quarantine:Faults=1");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        Assert.Equal(200, await gateway.GetAsync());

        var plugin = await gateway.QuarantinedAsync();
        Assert.Contains("does not declare the fact 'audit.sealed'", (string?)plugin["lastFault"]!["what"]);
    }

    [Fact]
    public async Task Observer_OverItsQueue_IsDroppedCountedAndQuarantined()
    {
        using var folder = new PluginFolder()
            .AddObserver("is-slow", manifest: json => (json["timeLimitMs"], json["budget"]) = (5_000, new System.Text.Json.Nodes.JsonObject { ["queueItems"] = 2 }))
            .With("--Plugins:Quarantine:Faults=1");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(200, await gateway.GetAsync());
        }

        var plugin = await gateway.QuarantinedAsync();
        Assert.Equal("over-budget", (string?)plugin["lastFault"]!["kind"]);
        Assert.True((int)plugin["cost"]!["dropped"]! >= 1, plugin.ToJsonString());
        await gateway.MetricUntilAsync((int)plugin["cost"]!["dropped"]!, "retailsync_plugin_dropped_total", ("plugin", PluginFolder.Id));
    }

    [Fact]
    public async Task Observer_BytesOverItsBudget_AreDroppedAndCounted()
    {
        using var folder = new PluginFolder()
            .AddObserver("quotes-body", manifest: json => (json["needs"], json["budget"]) = (
                new System.Text.Json.Nodes.JsonObject { ["requestBodyBytes"] = 100 }, new System.Text.Json.Nodes.JsonObject { ["queueBytes"] = 50 }))
            .With("--Plugins:Quarantine:Faults=1");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        using var answer = await gateway.Client().PostAsync(new Uri("/crm/v1/customers", UriKind.Relative), new StringContent(new string('x', 80)), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        var plugin = await gateway.QuarantinedAsync();
        Assert.Equal(("over-budget", 1, 0), ((string?)plugin["lastFault"]!["kind"], (int)plugin["cost"]!["dropped"]!, (int)plugin["cost"]!["calls"]!));
    }

    [Fact]
    public async Task Release_QuarantinedPlugin_IsCalledAgain()
    {
        using var folder = new PluginFolder().AddObserver("throws-once").With("--Plugins:Quarantine:Faults=1");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);
        await gateway.GetAsync();
        await gateway.QuarantinedAsync();
        await gateway.GetAsync();

        using var released = await gateway.Operators.PostAsync(new Uri($"/_gateway/plugins/{PluginFolder.Id}/release", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await gateway.GetAsync();

        Assert.True(released.IsSuccessStatusCode);
        var plugin = await gateway.PluginUntilAsync(plugin => (int)plugin["cost"]!["calls"]! == 2, "a second call");
        Assert.Equal(("running", 1), ((string?)plugin["status"], (int)plugin["cost"]!["faults"]!));
        Assert.Equal(1 + 1, (int)plugin["cost"]!["dropped"]!);
    }

    [Theory]
    [InlineData(PluginFolder.Id, 409)]
    [InlineData("acme.plugins.unknown", 404)]
    public async Task Release_NotQuarantined_IsRefused(string id, int expected)
    {
        using var folder = new PluginFolder().AddObserver("");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        using var answer = await gateway.Operators.PostAsync(new Uri($"/_gateway/plugins/{id}/release", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(expected, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Observers_OfOneAssembly_ShareNoState()
    {
        using var folder = new PluginFolder().AddObserver("counts", "acme.plugins.one").AddObserver("counts", "acme.plugins.two");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        await gateway.GetAsync();
        await gateway.GetAsync();

        foreach (var id in new[] { "acme.plugins.one", "acme.plugins.two" })
        {
            var plugin = await gateway.PluginUntilAsync(plugin => (int?)plugin["facts"]!.AsArray().SingleOrDefault()?["count"] == 2, "two facts", id);
            Assert.Equal(2, (int)plugin["facts"]![0]!["latest"]!["sequence"]!);
        }
    }

    [Fact]
    public async Task Observer_ThatHangs_DoesNotHoldUpAnother()
    {
        using var folder = new PluginFolder().AddObserver("hangs", "acme.plugins.hangs").AddObserver("counts", "acme.plugins.works");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, await gateway.GetAsync());
        }

        var works = await gateway.PluginUntilAsync(plugin => (int?)plugin["facts"]!.AsArray().SingleOrDefault()?["count"] == 10, "ten facts", "acme.plugins.works");
        Assert.Equal(0, (int)works["cost"]!["faults"]!);
        await gateway.QuarantinedAsync("acme.plugins.hangs");
    }

    [Theory]
    [InlineData("0123456789", 4, "0123", "False")]
    [InlineData("0123456789", 10, "0123456789", "True")]
    [InlineData("0123456789", 1_000, "0123456789", "True")]
    [InlineData("", 10, "", "True")]
    public async Task Observer_DeclaredBody_IsHandedUpToItsBytes(string body, int declared, string expected, string isWhole)
    {
        using var folder = new PluginFolder().AddObserver("quotes-body", manifest: json => json["needs"] = new System.Text.Json.Nodes.JsonObject { ["requestBodyBytes"] = declared });
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        using var answer = await gateway.Client().PostAsync(new Uri("/crm/v1/customers", UriKind.Relative), new StringContent(body), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(body, gateway.Upstream.Requests.Single().Text);
        var plugin = await gateway.PluginUntilAsync(plugin => plugin["facts"]!.AsArray().Count == 1, "a fact");
        var fact = plugin["facts"]![0]!["latest"]!;
        Assert.Equal((expected, isWhole), ((string?)fact["hash"], (string?)fact["file"]));
    }

    [Fact]
    public async Task Observer_DeclaredAnswer_IsHandedUpToItsBytes()
    {
        using var folder = new PluginFolder().AddObserver("quotes-answer", manifest: json => json["needs"] = new System.Text.Json.Nodes.JsonObject { ["responseBodyBytes"] = 6 });
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.Returns(200, "{\"a\":1}"), arguments: folder.Arguments);

        var body = await gateway.Client().GetStringAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("{\"a\":1}", body);
        var plugin = await gateway.PluginUntilAsync(plugin => plugin["facts"]!.AsArray().Count == 1, "a fact");
        var fact = plugin["facts"]![0]!["latest"]!;
        Assert.Equal(("{\"a\":1", "False"), ((string?)fact["hash"], (string?)fact["file"]));
    }

    [Fact]
    public async Task Observer_DeclaredHeaders_ComeMasked()
    {
        using var folder = new PluginFolder().AddObserver("quotes-headers", manifest: json => json["needs"] = new System.Text.Json.Nodes.JsonObject { ["requestHeaders"] = new System.Text.Json.Nodes.JsonArray("Authorization", "X-Note", "X-Absent") });
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/crm/v1/customers/jo.doe@example.com") { Headers = { { "X-Note", "for jo.doe@example.com" } } };

        using var answer = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);

        var plugin = await gateway.PluginUntilAsync(plugin => plugin["facts"]!.AsArray().Count == 1, "a fact");
        var fact = plugin["facts"]![0]!["latest"]!;
        Assert.Equal(("Authorization=[secret];X-Note=for [email]", "/crm/v1/customers/[email]"), ((string?)fact["hash"], (string?)fact["file"]));
    }
}
