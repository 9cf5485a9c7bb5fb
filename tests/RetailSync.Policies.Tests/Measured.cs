using System.Diagnostics.Metrics;

namespace RetailSync.Policies.Tests;

/// <summary>Sums what counters of one meter factory counted, by instrument and labels: <c>name{label=value}</c>.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _sums = [];

    public Measured(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var labels = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            lock (_sums)
            {
                _sums[$"{instrument.Name}{{{labels}}}"] = _sums.GetValueOrDefault($"{instrument.Name}{{{labels}}}") + value;
            }
        });
        _listener.Start();
    }

    public long this[string nameAndLabels]
    {
        get
        {
            lock (_sums)
            {
                return _sums.GetValueOrDefault(nameAndLabels);
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
