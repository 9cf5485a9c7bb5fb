using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Events.Delivery;

namespace RetailSync.Events.Tests.Delivery;

/// <summary>Each label stands for what it says.</summary>
public sealed class DeliveryMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _seen = [];
    private readonly DeliveryMetrics _metrics;

    public DeliveryMetricsTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
        _metrics = new DeliveryMetrics(factory);
    }

    [Fact]
    public void Attempts_EachEnd_HasItsLabel()
    {
        _metrics.Delivered("loyalty", TimeSpan.FromSeconds(2));
        _metrics.Retried("loyalty");
        _metrics.Throttled("loyalty");
        _metrics.Rejected("loyalty");
        _metrics.Gone("loyalty");
        _metrics.DeadLettered("loyalty", 3);

        string[] results = ["delivered", "retry", "throttled", "rejected", "gone"];
        Assert.Equal(results, _seen.Keys.Where(key => key.Contains("attempts", StringComparison.Ordinal)).Select(key => key.Split("result=")[1].TrimEnd('}')));
        Assert.Equal(2, _seen["retailsync.delivery.delay{subscription=loyalty}"]);
        Assert.Equal(3, _seen["retailsync.delivery.dead_letters{subscription=loyalty}"]);
    }

    [Fact]
    public void Moment_EachFigure_HasItsLabelsAndEndsAtZero()
    {
        _metrics.BacklogAge("loyalty", TimeSpan.FromSeconds(5));
        _metrics.Pending("loyalty", 6);
        _metrics.StuckKeys("loyalty", 1, 2, 3);
        var during = _seen.ToDictionary();

        _metrics.Ended("loyalty");

        Assert.Equal(
            [
                ("retailsync.delivery.backlog_age{subscription=loyalty}", 5), ("retailsync.delivery.pending{subscription=loyalty}", 6),
                ("retailsync.delivery.stuck_keys{subscription=loyalty,state=parked}", 1), ("retailsync.delivery.stuck_keys{subscription=loyalty,state=blocked}", 2),
                ("retailsync.delivery.stuck_keys{subscription=loyalty,state=placeholder}", 3),
            ],
            during.Select(one => (one.Key, one.Value)));
        Assert.Equal(during.Keys, _seen.Keys);
        Assert.All(_seen.Values, value => Assert.Equal(0, value));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen[$"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}"] = value;
}
