using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Events.Journal;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Journal;

/// <summary>Each label stands for what it says.</summary>
public sealed class JournalMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _seen = [];
    private readonly JournalMetrics _metrics;

    public JournalMetricsTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _seen[$"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}"] = value);
        _listener.Start();
        _metrics = new JournalMetrics(factory);
    }

    [Theory]
    [InlineData(ClaimStatus.Granted, "granted")]
    [InlineData(ClaimStatus.KeyTaken, "key-taken")]
    [InlineData(ClaimStatus.LaneTaken, "lane-taken")]
    [InlineData(ClaimStatus.LaneBlocked, "lane-blocked")]
    [InlineData(ClaimStatus.Unavailable, "unavailable")]
    public void Claimed_EachStatus_HasItsLabel(ClaimStatus status, string label)
    {
        _metrics.Claimed(status);

        Assert.Equal($"retailsync.journal.intents{{result={label}}}", Assert.Single(_seen).Key);
    }

    [Theory]
    [InlineData(OperationState.Intent, "intent")]
    [InlineData(OperationState.Done, "done")]
    [InlineData(OperationState.Rejected, "rejected")]
    [InlineData(OperationState.Unknown, "unknown")]
    [InlineData(OperationState.NotApplied, "not-applied")]
    [InlineData(OperationState.Exception, "exception")]
    public void Settled_EachStateAndWay_HasItsLabels(OperationState state, string label)
    {
        _metrics.SettledByCall(state);
        _metrics.SettledByRecovery(state);
        _metrics.SettledByPerson(state);

        Assert.Equal(new[] { "call", "recovery", "person" }.Select(by => $"retailsync.journal.outcomes{{state={label},by={by}}}"), _seen.Keys);
    }

    [Fact]
    public void Others_AreCountedEachByItself()
    {
        _metrics.Placeholder();
        _metrics.Rebuilt();
        _metrics.Attempted();
        _metrics.Blanked(7);
        _metrics.Open(unknown: 3, exceptions: 4);
        _listener.RecordObservableInstruments();

        Assert.Equal(
            [
                ("retailsync.journal.placeholders{}", 1), ("retailsync.journal.rebuilt{}", 1), ("retailsync.journal.resolver.attempts{}", 1), ("retailsync.journal.blanked{}", 7),
                ("retailsync.journal.unknown{}", 3), ("retailsync.journal.exceptions{}", 4),
            ],
            _seen.Select(one => (one.Key, one.Value)));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }
}
