using System.Diagnostics;

namespace RetailSync.Gateway.Plugins;

/// <summary>
/// Calls a plugin so that whatever it does stays its own affair: on a thread of the pool, within the time limit, without the caller's execution context. A call
/// that takes longer is given up and left to itself. Safe to use from many threads.
/// </summary>
internal sealed partial class PluginCaller(string id, TimeSpan limit, PluginHealth health, PluginCost cost, PluginMetrics metrics, IMasker masker, TimeProvider clock, ILogger logger)
{
    private const int LongestText = 400;

    /// <summary>The share of calls that may be left to themselves before a plugin is not tried again by itself.</summary>
    public const int MostAbandoned = 16;

    /// <summary>Calls. Never throws; true when the call ended well and in time.</summary>
    public async ValueTask<bool> CallAsync<TArgument>(string stage, TArgument argument, int exchanges, Func<TArgument, CancellationToken, ValueTask> call)
    {
        var started = Stopwatch.GetTimestamp();
        var limiter = new CancellationTokenSource();
        var running = Start(argument, call, limiter.Token);
        await ((Task)running).WaitAsync(limit, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var elapsed = Stopwatch.GetElapsedTime(started);
        cost.Called(elapsed, exchanges);
        if (!running.IsCompleted)
        {
            Abandon(running, limiter);
            metrics.Called(id, stage, "hung", elapsed);
            Fault("hung", $"A call took longer than {limit.TotalMilliseconds:0} ms and was given up.");
            return false;
        }

        limiter.Dispose();
        if (await Outcome(running) is { } fault)
        {
            cost.Faulted();
            metrics.Called(id, stage, "threw", elapsed);
            Fault("threw", fault);
            return false;
        }

        metrics.Called(id, stage, "ok", elapsed);
        health.Succeeded();
        return true;
    }

    /// <summary>Counts a fault against the plugin, and says so when that takes it out of use.</summary>
    public void Fault(string kind, string what)
    {
        var masked = masker.Mask(what);
        LogFault(id, kind, masked);
        var shown = masked.AsSpan(0, Math.Min(masked.Length, LongestText));
        if (health.Fault(kind, (shown.IndexOfAny('\r', '\n') is var end and >= 0 ? shown[..end] : shown).ToString()))
        {
            LogQuarantined(id);
        }
    }

    // The plugin sees neither AsyncLocal values nor the current activity of the exchange.
    private static Task<string?> Start<TArgument>(TArgument argument, Func<TArgument, CancellationToken, ValueTask> call, CancellationToken limit)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(() => GuardedAsync(argument, call, limit), CancellationToken.None);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => GuardedAsync(argument, call, limit), CancellationToken.None);
        }
    }

    private static async Task<string?> GuardedAsync<TArgument>(TArgument argument, Func<TArgument, CancellationToken, ValueTask> call, CancellationToken limit)
    {
        try
        {
            await call(argument, limit);
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Read here and not where it is logged: an exception's text is the plugin's code, too.
            return fault.ToString();
        }
    }

    private static async ValueTask<string?> Outcome(Task<string?> ended) => ended.IsCompletedSuccessfully ? await ended : $"The call failed beyond description ({ended.Exception?.InnerException?.GetType().Name}).";

    private void Abandon(Task<string?> running, CancellationTokenSource limiter)
    {
        cost.GaveUp();

        // Not awaited: what the plugin registered on the token may hang as well.
        _ = limiter.CancelAsync();
        _ = running.ContinueWith(
            static (ended, state) =>
            {
                _ = ended.Exception;
                ((PluginCost)state!).EndedLate();
            },
            cost,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    [LoggerMessage(LogLevel.Warning, "Plugin {Plugin} failed ({Kind}): {Fault}", EventName = "plugin.fault")]
    private partial void LogFault(string plugin, string kind, string fault);

    [LoggerMessage(LogLevel.Error, "Plugin {Plugin} is quarantined. POST /_gateway/plugins/{Plugin}/release puts it back into use.", EventName = "plugin.quarantined")]
    private partial void LogQuarantined(string plugin);
}
