using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;
using RetailSync.Gateway.Masking;
using RetailSync.Gateway.Plugins;
using RetailSync.Plugins.ChangeEvents;

namespace RetailSync.Plugins.Tests.ChangeEvents;

/// <summary>Whatever a plugin does when it is asked for events, the answer is bounded and says what is missing.</summary>
public sealed class ChangeEventBuilderTests : IAsyncDisposable
{
    private static readonly ChangeEvent Sound = new() { Type = "retail.customer.updated.v1", Key = "customer:C-1" };

    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private PluginHost? _host;

    [Fact]
    public async Task Build_SoundPlugin_GivesItsEvents()
    {
        var builder = await StartAsync(new ChangeEventsPlugin());

        var built = await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken);

        Assert.Null(built.Fault);
        Assert.Equal(["customer:C-1001"], built.Events.Select(each => each.Key));
        Assert.Equal((1, 1), (_host!.Runners[0].Cost.Calls, _host.Runners[0].Cost.Exchanges));
    }

    [Fact]
    public async Task Build_NoPlugins_GivesNone()
    {
        var builder = await StartAsync();

        Assert.Same(BuiltEvents.None, await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Build_EventThatIsDueAndCannotBeBuilt_IsNoFaultOfThePlugin()
    {
        var builder = await StartAsync(new ChangeEventsPlugin());

        for (var i = 0; i < 20; i++)
        {
            var built = await builder.BuildAsync(Changes.Customer("response:/missing"), TestContext.Current.CancellationToken);
            Assert.StartsWith("The key of retail.customer.updated.v1 is not at 'response:/missing'", built.Fault, StringComparison.Ordinal);
        }

        Assert.Equal(("running", 0), (_host!.Runners[0].Health.Status, _host.Runners[0].Cost.Faults));
    }

    [Fact]
    public async Task Build_PluginThrows_IsToldWithoutItsText()
    {
        var builder = await StartAsync(Odd(_ => throw new InvalidOperationException("hunter2")));

        var built = await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken);

        Assert.Equal("The plugin test.odd.0 failed or took longer than 1000 ms.", built.Fault);
        Assert.Equal(("threw", 1), (_host!.Runners[0].Health.LastFault!.Kind, _host.Runners[0].Cost.Faults));
    }

    [Fact]
    public async Task Build_PluginHangs_IsGivenUpAfterItsTimeLimit()
    {
        var asked = new TaskCompletionSource();
        var never = new TaskCompletionSource<IReadOnlyList<ChangeEvent>>();
        var builder = await StartAsync(new OddSource((_, _) =>
        {
            asked.SetResult();
            return new ValueTask<IReadOnlyList<ChangeEvent>>(never.Task);
        }));
        var building = builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken).AsTask();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        while (!building.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        var built = await building;
        Assert.Equal("The plugin test.odd.0 failed or took longer than 1000 ms.", built.Fault);
        Assert.Equal(("hung", 1), (_host!.Runners[0].Health.LastFault!.Kind, _host.Runners[0].Cost.TimedOut));
        never.SetResult([]);
    }

    [Fact]
    public async Task Build_PluginQuarantined_IsNotAskedAndSaysSo()
    {
        var calls = 0;
        var builder = await StartAsync(Odd(_ => ++calls > 0 ? throw new InvalidOperationException() : []));
        for (var i = 0; i < 3; i++)
        {
            await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken);
        }

        var built = await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken);

        Assert.Equal(("The plugin test.odd.0 is quarantined.", 3), (built.Fault, calls));
        Assert.True(_host!.Runners[0].Health.Release());
        await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken);
        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task Build_OneOfTwoPluginsFails_GivesTheOthersEvents()
    {
        var builder = await StartAsync(Odd(_ => throw new InvalidOperationException()), Odd(_ => [Sound]));

        var built = await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken);

        Assert.Equal((1, "The plugin test.odd.0 failed or took longer than 1000 ms."), (built.Events.Count, built.Fault));
    }

    [Fact]
    public async Task Build_NothingDeclaredAndPluginFails_OwesNothing()
    {
        var builder = await StartAsync(Odd(_ => throw new InvalidOperationException()));
        var change = Changes.Customer();

        var built = await builder.BuildAsync(change with { Operation = change.Operation with { Event = null } }, TestContext.Current.CancellationToken);

        Assert.Same(BuiltEvents.None, built);
        Assert.Equal(1, _host!.Runners[0].Cost.Faults);
    }

    [Fact]
    public async Task Build_TooManyCallsAtATime_IsAFault()
    {
        var open = new TaskCompletionSource<IReadOnlyList<ChangeEvent>>();
        var builder = await StartAsync(new OddSource((_, _) => new ValueTask<IReadOnlyList<ChangeEvent>>(open.Task)));
        var first = builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken).AsTask();
        var second = builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken).AsTask();

        var third = await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken);

        Assert.Equal("The plugin test.odd.0 has no room for another call.", third.Fault);
        open.SetResult([Sound]);
        Assert.Equal([1, 1], new[] { await first, await second }.Select(built => built.Events.Count));
    }

    [Fact]
    public async Task Build_Cancelled_AsksNobodyAndSaysSo()
    {
        var builder = await StartAsync(Odd(_ => [Sound]));

        var built = await builder.BuildAsync(Changes.Customer(), new CancellationToken(canceled: true));

        Assert.Equal((0, "The gateway was stopping."), (built.Events.Count, built.Fault));
    }

    public static TheoryData<string, string> Unsound => new()
    {
        { "null", "An event is null." },
        { "no-type", "An event's type is a text" },
        { "no-key", "An event's key is missing or too long." },
        { "no-entity", "An event's key is written entity:key" },
        { "no-content-type", "An event's data has a content type." },
        { "content-type-only", "An event without data has no content type." },
        { "many", "A change has at most 16 events from one plugin." },
        { "no-list", "ArgumentNullException" },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task Build_NoEvents_IsAFaultOfThePlugin(string what, string fault)
    {
        var builder = await StartAsync(Odd(_ => Make(what)));

        var built = await builder.BuildAsync(Changes.Customer(), TestContext.Current.CancellationToken);

        Assert.Empty(built.Events);
        Assert.NotNull(built.Fault);
        Assert.Contains(fault, _host!.Runners[0].Health.LastFault!.What, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _services.DisposeAsync();
    }

    private static IReadOnlyList<ChangeEvent> Make(string what) => what switch
    {
        "null" => [null!],
        "no-type" => [Sound with { Type = "" }],
        "no-key" => [Sound with { Key = "" }],
        "no-entity" => [Sound with { Key = ":C-1" }],
        "no-content-type" => [Sound with { Data = "{}"u8.ToArray() }],
        "content-type-only" => [Sound with { DataContentType = "application/json" }],
        "many" => [.. Enumerable.Repeat(Sound, 17)],
        _ => null!,
    };

    private static OddSource Odd(Func<CompletedChange, IReadOnlyList<ChangeEvent>> build) => new((change, _) => ValueTask.FromResult(build(change)));

    private async Task<ChangeEventBuilder> StartAsync(params IChangeEventSource[] plugins)
    {
        List<LoadedPlugin> loaded = [.. plugins.Select((plugin, number) => new LoadedPlugin(Manifest($"test.odd.{number}"), "test", false, plugin))];
        var masker = new Masker(new MaskingOptions());
        var metrics = ActivatorUtilities.CreateInstance<PluginMetrics>(_services);
        _host = new PluginHost(new PluginSet(loaded, new QuarantineOptions { Faults = 3 }, []), metrics, null!, masker, null!, _clock, NullLoggerFactory.Instance);
        await _host.StartAsync(TestContext.Current.CancellationToken);
        return new ChangeEventBuilder(_host);
    }

    private static PluginManifest Manifest(string id) => new()
    {
        Id = id,
        Version = "1.0.0",
        GatewayApi = PluginApi.Version,
        Assembly = "Odd.dll",
        EntryType = "Odd",
        Status = "stable",
        Stages = ["events"],
        Budget = new PluginBudget { Concurrency = 2 },
    };
}
