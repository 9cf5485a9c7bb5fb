using System.Threading.Channels;

namespace RetailSync.Gateway.Plugins;

/// <summary>Hands exchanges to one observer off the callers' path: a bounded queue and a few workers. Safe to use from many threads.</summary>
internal sealed class ObserverQueue
{
    private const string Stage = "observe";

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    // A worker that wakes for every exchange costs more than what it does. Nobody waits for an observer, so the next ones gather for a moment.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    private readonly IExchangeObserver _plugin;
    private readonly PluginManifest _manifest;
    private readonly PluginHealth _health;
    private readonly PluginCost _cost;
    private readonly PluginCaller _caller;
    private readonly PluginMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly GapCounter _gap = new();
    private readonly Channel<Observation> _channel;
    private Task _workers = Task.CompletedTask;
    private long _bytes;
    private long _lastOverflow = long.MinValue;

    /// <summary>Makes the queue; nothing runs yet.</summary>
    public ObserverQueue(IExchangeObserver plugin, PluginManifest manifest, PluginHealth health, PluginCost cost, PluginCaller caller, PluginMetrics metrics, TimeProvider clock)
    {
        (_plugin, _manifest, _health, _cost, _caller, _metrics, _clock) = (plugin, manifest, health, cost, caller, metrics, clock);
        _channel = Channel.CreateBounded<Observation>(new BoundedChannelOptions(manifest.Budget.QueueItems) { SingleReader = manifest.Budget.Workers == 1 });
    }

    /// <summary>How many wait.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>How many bytes they take.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Starts the workers.</summary>
    public void Start() => _workers = Task.WhenAll(Enumerable.Range(0, _manifest.Budget.Workers).Select(_ => Task.Run(WorkAsync)));

    /// <summary>Puts one in, or drops and counts it. Never waits.</summary>
    public void Offer(ExchangeView? exchange, OperatorAction? action, long bytes)
    {
        if (!_health.IsRunning)
        {
            Missed(new PluginGap(0, 1, 0), "quarantined");
            return;
        }

        var gap = _gap.Take();
        if (Interlocked.Add(ref _bytes, bytes) <= _manifest.Budget.QueueBytes && _channel.Writer.TryWrite(new Observation(exchange, action, bytes, gap)))
        {
            return;
        }

        Interlocked.Add(ref _bytes, -bytes);
        _gap.Add(gap);
        Missed(new PluginGap(1, 0, 0), "queue-full");
        Overflowed();
    }

    /// <summary>Lets the workers finish what waits, for a few seconds, and tells the last gap.</summary>
    public async Task StopAsync()
    {
        _channel.Writer.TryComplete();
        await _workers.WaitAsync(DrainTime, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Count > 0)
        {
            _gap.Add(new PluginGap(Count, 0, 0));
        }

        await TellGapAsync(_gap.Take());
    }

    private async Task WorkAsync()
    {
        var batch = new List<ExchangeView>(_manifest.Budget.Batch);
        var reader = _channel.Reader;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var next))
            {
                Interlocked.Add(ref _bytes, -next.Bytes);
                if (next.MissedBefore.Total > 0 || next.Action is not null || batch.Count == _manifest.Budget.Batch)
                {
                    await DeliverAsync(batch);
                }

                await TellGapAsync(next.MissedBefore);
                if (next.Exchange is { } exchange)
                {
                    batch.Add(exchange);
                }
                else if (_plugin is IOperatorActionListener)
                {
                    await HandOverAsync(next.Action!, 1, (action, limit) => ((IOperatorActionListener)_plugin).OnOperatorActionAsync(action, limit));
                }
            }

            await DeliverAsync(batch);
            await TellGapAsync(_gap.Take());
            await Task.Delay(Breath, TimeProvider.System);
        }
    }

    private async ValueTask DeliverAsync(List<ExchangeView> batch)
    {
        if (batch.Count > 0)
        {
            // A copy: a plugin that hangs keeps what it was given.
            ExchangeView[] handed = [.. batch];
            batch.Clear();
            await HandOverAsync(handed, handed.Length, _plugin.ObserveAsync);
        }
    }

    private async ValueTask TellGapAsync(PluginGap gap)
    {
        if (gap.Total == 0 || _plugin is not IGapListener listener)
        {
            return;
        }

        if (!_health.IsRunning || !await _caller.CallAsync(Stage, gap, 0, listener.OnGapAsync))
        {
            _gap.Add(gap);
        }
    }

    private async ValueTask HandOverAsync<T>(T what, int count, Func<T, CancellationToken, ValueTask> call)
    {
        if (!_health.IsRunning)
        {
            Missed(new PluginGap(0, count, 0), "quarantined");
        }
        else if (!await _caller.CallAsync(Stage, what, count, call))
        {
            Missed(new PluginGap(0, 0, count), "failed");
        }
    }

    private void Missed(PluginGap gap, string reason)
    {
        _gap.Add(gap);
        _cost.DroppedSome(gap.Total);
        _metrics.Dropped(_manifest.Id, reason, gap.Total);
    }

    // A queue that overflows is one fault a second, not one for each exchange. One who is told of gaps accounts for them: its quarantine would only widen them.
    private void Overflowed()
    {
        var (now, last) = (_clock.GetTimestamp(), Volatile.Read(ref _lastOverflow));
        if (_plugin is IGapListener || (last != long.MinValue && _clock.GetElapsedTime(last, now) < TimeSpan.FromSeconds(1)) || Interlocked.CompareExchange(ref _lastOverflow, now, last) != last)
        {
            return;
        }

        _caller.Fault("over-budget", $"Its queue is full ({_manifest.Budget.QueueItems} items, {_manifest.Budget.QueueBytes} bytes); exchanges are dropped for it.");
    }
}
