namespace RetailSync.Gateway.Plugins;

/// <summary>One running plugin: its health, its cost and the ways in which it is called. Safe to use from many threads.</summary>
internal sealed partial class PluginRunner
{
    private const string Outcome = "outcome";
    private const string Events = "events";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private readonly IGatewayPlugin _plugin;
    private readonly PluginCaller _caller;
    private readonly ObserverQueue? _queue;
    private readonly PluginContext _context;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private int _outcomeCalls;
    private int _eventCalls;

    /// <summary>Prepares a plugin; nothing runs yet.</summary>
    public PluginRunner(LoadedPlugin loaded, QuarantineOptions quarantine, PluginMetrics metrics, IMasker masker, TimeProvider clock, ILoggerFactory loggers)
    {
        (Loaded, _plugin, _clock) = (loaded, loaded.Instance!, clock);
        _logger = loggers.CreateLogger(loaded.Manifest.Id);
        Health = new PluginHealth(quarantine, clock) { MayBeTried = () => Cost.Abandoned < PluginCaller.MostAbandoned };
        Facts = new PluginFacts(loaded.Manifest, clock);
        _caller = new PluginCaller(Id, TimeSpan.FromMilliseconds(Manifest.TimeLimitMs), Health, Cost, metrics, masker, clock, _logger);
        _context = new PluginContext { Clock = clock, Logger = _logger, Facts = Facts, Masker = masker };
        _queue = Manifest.Stages.Contains("observe") ? new ObserverQueue((IExchangeObserver)_plugin, Manifest, Health, Cost, _caller, metrics, clock) : null;
        ObservesAll = Manifest.Observes.Contains("all");
        ObservesChanges = Manifest.Observes.Contains("changes");
        ObservesRefusals = Manifest.Observes.Contains("refusals");
    }

    /// <summary>The plugin's id.</summary>
    public string Id => Manifest.Id;

    /// <summary>What it says about itself.</summary>
    public PluginManifest Manifest => Loaded.Manifest;

    /// <summary>Where it came from.</summary>
    public LoadedPlugin Loaded { get; }

    /// <summary>Whether it may be called.</summary>
    public PluginHealth Health { get; }

    /// <summary>What it has cost.</summary>
    public PluginCost Cost { get; } = new();

    /// <summary>What it has found out.</summary>
    public PluginFacts Facts { get; }

    /// <summary>Whether it observes at all.</summary>
    public bool IsObserver => _queue is not null;

    /// <summary>Whether it has a step before the answer leaves.</summary>
    public bool IsOutcomeStep => Manifest.Stages.Contains(Outcome);

    /// <summary>Whether it builds change events.</summary>
    public bool IsEventSource => Manifest.Stages.Contains(Events);

    /// <summary>Whether it observes every exchange.</summary>
    public bool ObservesAll { get; }

    /// <summary>Whether it observes changes.</summary>
    public bool ObservesChanges { get; }

    /// <summary>Whether it observes refusals.</summary>
    public bool ObservesRefusals { get; }

    /// <summary>How many exchanges and actions wait for it.</summary>
    public int QueueLength => _queue?.Count ?? 0;

    /// <summary>How many bytes they take.</summary>
    public long QueueBytes => _queue?.Bytes ?? 0;

    /// <summary>Starts it.</summary>
    /// <exception cref="InvalidOperationException">It failed, or took too long; the message says so without secrets.</exception>
    public async Task StartAsync(IMasker masker, CancellationToken cancellationToken)
    {
        var starting = Task.Run(() => _plugin.StartAsync(_context, cancellationToken).AsTask(), cancellationToken);
        await starting.WaitAsync(StartTime, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!starting.IsCompletedSuccessfully)
        {
            var reason = starting.Exception?.InnerException is { } fault ? $"{fault.GetType().Name}: {fault.Message}" : $"it took longer than {StartTime.TotalSeconds:0} seconds";
            throw new InvalidOperationException(masker.Mask($"could not be started: {reason}"));
        }

        Health.Start();
        _queue?.Start();
    }

    /// <summary>Lets it finish what waits for it and stops it. What it does wrong now is logged and changes nothing.</summary>
    public async Task StopAsync()
    {
        if (Health.Status == "stopped")
        {
            return;
        }

        await (_queue?.StopAsync() ?? Task.CompletedTask);
        Health.Stop();
        using var limiter = new CancellationTokenSource(StopTime, _clock);
        var stopping = Task.Run(() => EndAsync(limiter.Token));
        await stopping.WaitAsync(StopTime, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCompletedSuccessfully)
        {
            LogStop(Id, stopping.Exception?.InnerException);
        }
    }

    /// <summary>Hands an exchange to the observer, or drops and counts it.</summary>
    public void Observe(ExchangeView exchange, long bytes) => _queue!.Offer(exchange, null, bytes);

    /// <summary>Tells the observer what an operator did.</summary>
    public void Tell(OperatorAction action)
    {
        if (Manifest.Needs.OperatorActions)
        {
            _queue?.Offer(null, action, 0);
        }
    }

    /// <summary>Runs the step before the answer leaves. False when it failed, took too long, or has too many calls running.</summary>
    public async ValueTask<bool> OnOutcomeAsync(ExchangeView exchange)
    {
        try
        {
            if (Interlocked.Increment(ref _outcomeCalls) > Manifest.Budget.Concurrency)
            {
                _caller.Fault("over-budget", $"More than {Manifest.Budget.Concurrency} calls would run at a time.");
                return false;
            }

            return await _caller.CallAsync(Outcome, exchange, 1, ((IOutcomeStep)_plugin).OnOutcomeAsync);
        }
        finally
        {
            Interlocked.Decrement(ref _outcomeCalls);
        }
    }

    private async Task EndAsync(CancellationToken limit)
    {
        await _plugin.StopAsync(limit);
        (_plugin as IDisposable)?.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "Plugin {Plugin} did not stop cleanly.", EventName = "plugin.stop")]
    private partial void LogStop(string plugin, Exception? fault);
}
