using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Hosting;

/// <summary>
/// One gateway and one recording upstream for all tests of a class. The tests of a class run one after the other, so that what arrived since the last look belongs
/// to the test that looks.
/// </summary>
public class SharedGateway : IAsyncLifetime
{
    private GatewayFixture? _gateway;
    private int _seen;

    /// <summary>The gateway.</summary>
    public GatewayFixture Gateway => _gateway ?? throw new InvalidOperationException("The gateway has not started.");

    /// <summary>The upstream behind it.</summary>
    public FakeUpstream Upstream { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Upstream = FakeUpstream.Returns(200, "{}");
        _gateway = await StartAsync(Upstream);
    }

    /// <summary>What the upstream received since this was asked last.</summary>
    public IReadOnlyList<RecordedRequest> TakeRequests()
    {
        var all = Upstream.Requests;
        var taken = all.Skip(_seen).ToList();
        _seen = all.Count;
        return taken;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _gateway?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>Starts the gateway; other settings are a subclass's matter.</summary>
    protected virtual Task<GatewayFixture> StartAsync(FakeUpstream upstream) => GatewayFixture.StartAsync(upstream: upstream);
}
