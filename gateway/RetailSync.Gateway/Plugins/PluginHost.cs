using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Plugins;

/// <summary>Runs the plugins: starts and stops them, and hands them exchanges. Safe to use from many threads.</summary>
internal sealed class PluginHost : IHostedService, IAsyncDisposable, IOperatorActions
{
    private readonly ExchangeViews _views;
    private readonly IMasker _masker;
    private readonly BodyBudget _budget;
    private readonly TimeProvider _clock;
    private readonly PluginRunner[] _observers;
    private readonly PluginRunner[] _steps;
    private readonly PluginRunner[] _eventSources;
    private readonly int _requestBytes;
    private readonly int _responseBytes;

    /// <summary>Prepares every plugin that is enabled; nothing runs yet.</summary>
    public PluginHost(PluginSet set, PluginMetrics metrics, ExchangeViews views, IMasker masker, BodyBudget budget, TimeProvider clock, ILoggerFactory loggers)
    {
        (Set, _views, _masker, _budget, _clock) = (set, views, masker, budget, clock);
        Runners = [.. set.Plugins.Where(plugin => plugin.Instance is not null).Select(plugin => new PluginRunner(plugin, set.Quarantine, metrics, masker, clock, loggers))];
        _observers = [.. Runners.Where(runner => runner.IsObserver)];
        _steps = [.. Runners.Where(runner => runner.IsOutcomeStep)];
        _eventSources = [.. Runners.Where(runner => runner.IsEventSource)];
        _requestBytes = Runners.Select(runner => runner.Manifest.Needs.RequestBodyBytes).DefaultIfEmpty().Max();
        _responseBytes = Runners.Select(runner => runner.Manifest.Needs.ResponseBodyBytes).DefaultIfEmpty().Max();
        if (Runners.Count > 0)
        {
            metrics.Show(Runners);
        }
    }

    /// <summary>Every plugin that is known.</summary>
    public PluginSet Set { get; }

    /// <summary>The plugins that run.</summary>
    public IReadOnlyList<PluginRunner> Runners { get; }

    /// <summary>The plugins with a step before the answer leaves.</summary>
    public IReadOnlyList<PluginRunner> Steps => _steps;

    /// <summary>The plugins that build change events.</summary>
    public IReadOnlyList<PluginRunner> EventSources => _eventSources;

    /// <inheritdoc/>
    /// <exception cref="ConfigException">A plugin could not be started.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var runner in Runners)
        {
            try
            {
                await runner.StartAsync(_masker, cancellationToken);
            }
            catch (InvalidOperationException failed)
            {
                throw new ConfigException([new ConfigFault($"{PluginSection.Name}:{runner.Id}", failed.Message)]);
            }
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(Runners.Select(runner => runner.StopAsync()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    /// <summary>Starts to look at the bodies of an exchange, when a plugin wants any of them.</summary>
    public void Begin(ActiveExchange exchange)
    {
        if ((_requestBytes | _responseBytes) == 0)
        {
            return;
        }

        var captures = exchange.Captures = new BodyCaptures(
            _requestBytes > 0 ? new BodyCapture(_requestBytes, _budget) : null,
            _responseBytes > 0 ? new BodyCapture(_responseBytes, _budget) : null);
        if (captures.Request is { } request)
        {
            request.IsEnded = exchange.Context.Request.ContentLength == 0;
            exchange.Context.Request.Body = new CapturingStream(exchange.Context.Request.Body, request);
        }

        if (captures.Response is { } response)
        {
            exchange.Context.Response.Body = new CapturingStream(exchange.Context.Response.Body, response);
        }
    }

    /// <summary>Hands an exchange that has ended to the observers that want it. Never waits, never throws.</summary>
    public void Observe(ActiveExchange exchange)
    {
        if (_observers.Length > 0)
        {
            Offer(exchange);
        }

        exchange.Captures?.Release();
    }

    /// <summary>Runs the steps before the answer leaves. Null: go on.</summary>
    public async ValueTask<PluginRunner?> OnOutcomeAsync(ActiveExchange exchange)
    {
        ExchangeView? common = null;
        foreach (var step in _steps)
        {
            var (view, _) = _views.For(step.Manifest.Needs, common ??= _views.Common(exchange), exchange, isOutcome: true);
            if ((!step.Health.IsRunning || !await step.OnOutcomeAsync(view)) && step.Loaded.OnErrorFails)
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>Tells the plugins that declared it what an operator did.</summary>
    public void Tell(string action, string subject, bool applied)
    {
        foreach (var runner in Runners)
        {
            runner.Tell(new OperatorAction(_clock.GetUtcNow(), action, subject, applied ? "applied" : "refused"));
        }
    }

    private void Offer(ActiveExchange exchange)
    {
        var (changes, refused) = (ExchangeViews.ChangesState(exchange), exchange.Refusal is not null);
        ExchangeView? common = null;
        if (exchange.Captures?.Response is { } response)
        {
            response.IsEnded = true;
        }

        foreach (var runner in _observers)
        {
            if (runner.ObservesAll || (changes && runner.ObservesChanges) || (refused && runner.ObservesRefusals))
            {
                var (view, bytes) = _views.For(runner.Manifest.Needs, common ??= _views.Common(exchange), exchange, isOutcome: false);
                runner.Observe(view, bytes);
            }
        }
    }
}
