using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Gateway;
using RetailSync.Gateway.Masking;
using RetailSync.Gateway.Plugins;
using Xunit;

namespace RetailSync.Testing;

/// <summary>What every plugin must do, whatever it is about. A plugin gets all of it from a fixture and one line:
/// <c>public sealed class StampConformance : PluginConformance&lt;StampFixture&gt;;</c>.</summary>
public abstract class PluginConformance<TFixture> : IDisposable
    where TFixture : IPluginFixture, new()
{
    private const string Secret = "4111111111111111";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TFixture _fixture = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-");
    private readonly Sink _sink = new();

    [Fact]
    public void Manifest_Own_IsSoundAndNamesThePlugin()
    {
        var plugin = _fixture.Create();

        var manifest = Manifest(plugin);

        Assert.Equal(plugin.GetType().FullName, manifest.EntryType);
        Assert.Equal($"{plugin.GetType().Assembly.GetName().Name}.dll", manifest.Assembly);
        Assert.False(string.IsNullOrWhiteSpace(manifest.Description), "The manifest has no description.");
        Assert.Equal(manifest.Stages.Contains("observe"), plugin is IExchangeObserver);
        Assert.Equal(manifest.Stages.Contains("outcome"), plugin is IOutcomeStep);
        Assert.Equal(manifest.Stages.Contains("events"), plugin is IChangeEventSource);
        Assert.Equal(manifest.Needs.OperatorActions, plugin is IOperatorActionListener);
        Assert.True(plugin.GetType().IsPublic && plugin.GetType().GetConstructor(Type.EmptyTypes) is not null, "The gateway cannot make it.");
    }

    [Fact]
    public void Assembly_Own_ReferencesAbstractionsAndFrameworkOnly() => Assert.All(
        _fixture.Create().GetType().Assembly.GetReferencedAssemblies(),
        name => Assert.True(name.Name!.StartsWith("RetailSync.", StringComparison.Ordinal) is false || name.Name == "RetailSync.Gateway.Abstractions", $"It references {name.Name}."));

    [Fact]
    public void Configure_UnknownSetting_IsAFaultWithItsPath()
    {
        var faults = Configure(_fixture.Create(), new Dictionary<string, string?> { ["NoSuchSetting"] = "1" });

        Assert.Contains(faults, fault => fault.Path.StartsWith("Plugins:test:Settings", StringComparison.Ordinal) && fault.Message.Contains("NoSuchSetting", StringComparison.Ordinal));
    }

    [Fact]
    public void Configure_SoundSettings_OpensNothing()
    {
        var faults = Configure(_fixture.Create(), _fixture.Settings);

        Assert.Empty(faults);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Life_WholeLife_TakesExchangesAndGivesFactsItDeclared()
    {
        var plugin = await StartAsync();

        await CallAsync(plugin, Enumerable.Range(0, 50).Select(View));
        await plugin.StopAsync(CancellationToken.None).AsTask().WaitAsync(Patience, TimeProvider.System);

        var declared = Manifest(plugin).Facts;
        Assert.All(_sink.Facts, fact => Assert.Contains(fact.Kind, declared));
        Assert.DoesNotContain(_folder.EnumerateFiles("*", SearchOption.AllDirectories), file => File.ReadAllText(file.FullName).Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_Cancelled_EndsQuickly()
    {
        var plugin = await StartAsync();

        var failure = await Record.ExceptionAsync(() => CallAsync(plugin, [View(0)], new CancellationToken(canceled: true)));

        Assert.True(failure is null or OperationCanceledException, $"A cancelled call ended with {failure}");
        await plugin.StopAsync(CancellationToken.None).AsTask().WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Start_AfterAStop_WorksAgain()
    {
        var first = await StartAsync();
        await first.StopAsync(CancellationToken.None).AsTask().WaitAsync(Patience, TimeProvider.System);

        var second = await StartAsync();
        await CallAsync(second, [View(1)]);

        await second.StopAsync(CancellationToken.None).AsTask().WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Call_HundredInParallel_AllEnd()
    {
        var plugin = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => CallAsync(plugin, [View(i)])))).WaitAsync(Patience, TimeProvider.System);

        await plugin.StopAsync(CancellationToken.None).AsTask().WaitAsync(Patience, TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static PluginManifest Manifest(IGatewayPlugin plugin)
    {
        using var resource = plugin.GetType().Assembly.GetManifestResourceStream(ManifestReader.FileName);
        var file = Path.Combine(Path.GetDirectoryName(plugin.GetType().Assembly.Location)!, "..", "..", plugin.GetType().Assembly.GetName().Name!, "debug", ManifestReader.FileName);
        var text = new MemoryStream();
        using var beside = resource is null ? File.OpenRead(file) : null;
        (resource ?? beside!).CopyTo(text);
        var faults = new List<ConfigFault>();
        var manifest = ManifestReader.Read(text.ToArray(), ManifestReader.FileName, faults);
        Assert.Empty(faults);
        return manifest!;
    }

    // With what the manifest declares, and nothing else: asking for more throws as it would in a gateway.
    private ExchangeView View(int number)
    {
        var needs = Manifest(_fixture.Create()).Needs;
        var view = new ExchangeView
        {
            RequestId = $"{number:D32}",
            Method = "PUT",
            Path = "/crm/v1/customers/[card]",
            At = DateTimeOffset.UnixEpoch.AddYears(50),
            Status = 200,
            ChangesState = true,
            AnsweredByUpstream = true,
            Revision = "test",
        };
        view = needs.ClientAddress ? view with { ClientAddress = "192.0.2.1" } : view;
        view = needs.RequestHeaders.Count > 0 ? view with { RequestHeaders = new Dictionary<string, string>() } : view;
        view = needs.ResponseHeaders.Count > 0 ? view with { ResponseHeaders = new Dictionary<string, string>() } : view;
        view = needs.RequestBodyBytes > 0 ? view with { RequestBody = new BodyView(System.Text.Encoding.UTF8.GetBytes(Secret), true) } : view;
        return needs.ResponseBodyBytes > 0 ? view with { ResponseBody = new BodyView(System.Text.Encoding.UTF8.GetBytes(Secret), true) } : view;
    }

    private List<ConfigFault> Configure(IGatewayPlugin plugin, IReadOnlyDictionary<string, string?> settings)
    {
        const string Path = "Plugins:test:Settings";
        var faults = new List<ConfigFault>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{Path}:{setting.Key}", setting.Value))).Build();
        plugin.Configure(new PluginSetup(configuration.GetSection(Path), _folder.FullName, System.IO.Path.Combine(_folder.FullName, "data"), faults));
        return faults;
    }

    private async Task<IGatewayPlugin> StartAsync()
    {
        var plugin = _fixture.Create();
        Assert.Empty(Configure(plugin, _fixture.Settings));
        var context = new PluginContext { Clock = TimeProvider.System, Logger = NullLogger.Instance, Facts = _sink, Masker = new Masker(new MaskingOptions()) };
        await plugin.StartAsync(context, CancellationToken.None).AsTask().WaitAsync(Patience, TimeProvider.System);
        return plugin;
    }

    private static async Task CallAsync(IGatewayPlugin plugin, IEnumerable<ExchangeView> exchanges, CancellationToken cancellationToken = default)
    {
        ExchangeView[] all = [.. exchanges];
        if (plugin is IExchangeObserver observer)
        {
            await observer.ObserveAsync(all, cancellationToken).AsTask().WaitAsync(Patience, TimeProvider.System, CancellationToken.None);
        }

        if (plugin is IOutcomeStep step)
        {
            await step.OnOutcomeAsync(all[0], cancellationToken).AsTask().WaitAsync(Patience, TimeProvider.System, CancellationToken.None);
        }

        if (plugin is IChangeEventSource source)
        {
            var first = await BuildAsync(source, cancellationToken);
            var second = await BuildAsync(source, cancellationToken);
            Assert.Equal(first.Select(Told), second.Select(Told));
        }
    }

    private static Task<IReadOnlyList<ChangeEvent>> BuildAsync(IChangeEventSource source, CancellationToken cancellationToken) =>
        source.BuildAsync(Change(), cancellationToken).AsTask().WaitAsync(Patience, TimeProvider.System, CancellationToken.None);

    private static string Told(ChangeEvent built) => $"{built.Type} {built.Key} {built.Subject} {built.DataContentType} {Convert.ToHexString(built.Data.Span)}";

    private static CompletedChange Change() => new()
    {
        Id = Guid.Empty,
        Operation = new Operation
        {
            Id = "updateCustomer",
            Method = "PUT",
            PathTemplate = "/customers/{customerId}",
            ChangesState = true,
            Event = new EventDeclaration("retail.customer.updated.v1", "path:customerId", "response"),
        },
        ContractId = "crm/customers@1",
        Path = "/customers/C-1001",
        Status = 200,
        ResponseContentType = "application/json",
        ResponseBody = "{\"id\":\"C-1001\"}"u8.ToArray(),
    };

    private sealed class Sink : IFactSink
    {
        public ConcurrentQueue<Fact> Facts { get; } = new();

        public void Emit(Fact fact) => Facts.Enqueue(fact);
    }
}
