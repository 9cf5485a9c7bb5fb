using System.Text.Json.Nodes;
using RetailSync.Gateway.Configuration;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.Loading;

/// <summary>What stands in the way of a plugin stops the start, with its place and every fault at once.</summary>
public sealed class LoadingTests
{
    private const string Key = $"Plugins:{PluginFolder.Id}";

    [Fact]
    public async Task Start_TemplateFromAFolder_Runs()
    {
        using var folder = new PluginFolder().AddNoOp();
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        await gateway.GetAsync();

        var plugin = await gateway.PluginUntilAsync(plugin => (int)plugin["cost"]!["calls"]! == 1, "a call", "acme.plugins.copied");
        Assert.Equal(("running", "1.0.0", "acme.plugins.copied"), ((string?)plugin["status"], (string?)plugin["version"], (string?)plugin["origin"]));
    }

    [Fact]
    public async Task Start_PluginsNotEnabled_AreOff()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        var plugin = await gateway.PluginAsync("retailsync.plugins.audit");

        Assert.Equal(("off", "built-in"), ((string?)plugin["status"], (string?)plugin["origin"]));
        Assert.False(Directory.Exists(Path.Combine(gateway.Folder, "data/plugins")));
    }

    [Theory]
    [InlineData("running")]
    [InlineData("off", "--Plugins:retailsync.plugins.change-events:Enabled=false")]
    public async Task Start_ChangeEvents_RunUnlessTheyAreTurnedOff(string status, params string[] arguments)
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: arguments);

        var plugin = await gateway.PluginAsync("retailsync.plugins.change-events");

        Assert.Equal((status, "built-in", "events"), ((string?)plugin["status"], (string?)plugin["origin"], (string?)plugin["stages"]![0]));
    }

    [Theory]
    [InlineData("status", "\"alpha\"", $"{Key}:AllowAlpha: the plugin is alpha: it runs only where this is true.")]
    [InlineData("gatewayApi", "2", "plugin.json:gatewayApi: it was built for version 2; this gateway has version 1.")]
    [InlineData("id", "\"Faulty\"", "plugin.json:id: 'Faulty' is no id.")]
    [InlineData("id", "\"retailsync.plugins.audit\"", "plugin.json:id: 'retailsync.plugins.audit' is taken by the plugin that is built in.")]
    [InlineData("version", "\"one\"", "plugin.json:version: 'one' is no version such as 1.0.0.")]
    [InlineData("status", "\"beta\"", "plugin.json:status: 'beta' is not known; it is alpha or stable.")]
    [InlineData("stages", "[\"request\"]", "plugin.json:stages: it lists one or more of observe, outcome, events.")]
    [InlineData("stages", "[\"observe\",\"events\"]", $"{Key}: its plugin.json declares the stage events, but FaultyObserver does not implement IChangeEventSource.")]
    [InlineData("stages", "[\"observe\",\"outcome\"]", $"{Key}: its plugin.json declares the stage outcome, but FaultyObserver does not implement IOutcomeStep.")]
    [InlineData("stages", "[\"outcome\"]", $"{Key}: FaultyObserver implements IExchangeObserver, but its plugin.json does not declare the stage observe.")]
    [InlineData("onError", "\"fail\"", "plugin.json:onError: 'fail' needs the stage outcome")]
    [InlineData("stages", "[\"events\"]", "plugin.json:timeLimitMs: it is at most 5,000 at the stages outcome and events", 5_001)]
    [InlineData("timeLimitMs", "0", "plugin.json:timeLimitMs: it is 1 to 60,000.")]
    [InlineData("needs", "{\"requestBodyBytes\":1048577}", "plugin.json:needs.requestBodyBytes: it is 0 to 1048576.")]
    [InlineData("needs", "{\"everything\":true}", "plugin.json: cannot be read: The JSON property 'everything' could not be mapped")]
    [InlineData("needs", "{\"operatorActions\":true}", $"{Key}: its plugin.json declares needs.operatorActions, but FaultyObserver does not implement IOperatorActionListener.")]
    [InlineData("budget", "{\"queueItems\":0}", "plugin.json:budget.queueItems: it is 1 to 100,000.")]
    [InlineData("entryType", "\"No.Such\"", $"{Key}: RetailSync.Testing.FaultyPlugin.dll has no public type No.Such that implements IGatewayPlugin")]
    [InlineData("assembly", "\"../x.dll\"", "plugin.json:assembly: it is the name of a .dll in the plugin's own folder.")]
    [InlineData("assembly", "\"absent.dll\"", $"{Key}: could not be loaded:")]
    public async Task Start_ManifestWithAFault_IsRefused(string key, string value, string expected, int timeLimitMs = 1_000)
    {
        using var folder = new PluginFolder().AddObserver("", manifest: json => (json["timeLimitMs"], json[key]) = (timeLimitMs, JsonNode.Parse(value)));

        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(arguments: folder.Arguments));

        Assert.Contains(refused.Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_AlphaThatIsAllowed_Runs()
    {
        using var folder = new PluginFolder().AddObserver("", manifest: json => json["status"] = "alpha").With($"--{Key}:AllowAlpha=true");
        await using var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        Assert.Equal(("running", "alpha"), ((string?)(await gateway.PluginAsync())["status"], (string?)(await gateway.PluginAsync())["stability"]));
    }

    [Theory]
    [InlineData("--Plugins:acme.plugins.absent:Enabled=true", "Plugins:acme.plugins.absent: no plugin has this id.")]
    [InlineData("--Plugins:Speed=1", "Plugins:Speed: 'Speed' is neither a plugin's id")]
    [InlineData("--Plugins:Folder=no-such-folder", "Plugins:Folder: there is no folder")]
    [InlineData("--Plugins:Quarantine:Faults=0", "Plugins:Quarantine: ")]
    [InlineData("--Plugins:Quarantine:Speed=1", "Plugins:Quarantine: ")]
    [InlineData("--Plugins:retailsync.plugins.audit:Speed=1", "Plugins:retailsync.plugins.audit: ")]
    [InlineData("--Plugins:retailsync.plugins.audit:OnError=never", "Plugins:retailsync.plugins.audit:OnError: 'never' is not known; OnError is skip or fail.")]
    [InlineData("--Masking:Speed=1", "Masking: ")]
    public async Task Start_SettingsWithAFault_IsRefused(string argument, string expected)
    {
        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(arguments: [argument]));

        Assert.Contains(refused.Faults, fault => fault.ToString().StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_SeveralFaults_AreToldAtOnce()
    {
        using var folder = new PluginFolder()
            .AddObserver("faulty-settings")
            .AddObserver("", "acme.plugins.old", json => json["gatewayApi"] = 0);

        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(arguments: folder.Arguments));

        Assert.Contains(refused.Faults, fault => fault.ToString() == $"{Key}:Settings:Mode: is not to be had.");
        Assert.Contains(refused.Faults, fault => fault.Path.EndsWith("acme.plugins.old/plugin.json:gatewayApi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_PluginThatCannotStart_StopsTheStartWithoutItsSecrets()
    {
        using var folder = new PluginFolder().AddObserver("cannot-start");

        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(arguments: folder.Arguments));

        Assert.Equal($"{Key}: could not be started: InvalidOperationException: No luck with password=[secret] today.", Assert.Single(refused.Faults).ToString());
    }

    [Fact]
    public async Task Stop_PluginThatCannotStop_StopsTheGatewayAllTheSame()
    {
        using var folder = new PluginFolder().AddObserver("cannot-stop");
        var gateway = await GatewayFixture.StartAsync(arguments: folder.Arguments);

        var failure = await Record.ExceptionAsync(() => gateway.DisposeAsync().AsTask());

        Assert.Null(failure);
    }
}
