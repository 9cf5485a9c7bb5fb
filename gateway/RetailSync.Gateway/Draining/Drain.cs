using Microsoft.AspNetCore.Hosting.Server;

namespace RetailSync.Gateway.Draining;

/// <summary>Stops the data port so that nothing is lost: notice first, then no new connections, then what is in flight finishes, within a bound.</summary>
internal sealed partial class Drain(DrainOptions options, DrainState state, OpenWebSockets webSockets, IServer server, TimeProvider clock, ILogger<Drain> logger)
{
    // Enough to write the last bytes of streams that were told to end.
    private static readonly TimeSpan LastBytes = TimeSpan.FromSeconds(1);

    // An HTTP/2 connection without streams stays open until its client closes it, and the server would wait for that up to the bound.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestReply = TimeSpan.FromSeconds(5);

    /// <summary>Runs it once. Returns how many exchanges had to be cut off.</summary>
    /// <param name="notice">How long to serve on while readiness says no.</param>
    /// <param name="now">Cuts off whatever is left, at once.</param>
    public async Task<int> RunAsync(TimeSpan notice, CancellationToken now)
    {
        state.Begin();
        LogNotice(notice.TotalSeconds, state.InFlight);
        await WaitAsync(notice, now);

        LogStopping(state.InFlight, webSockets.Count, options.LimitSeconds);
        using var abort = new CancellationTokenSource();
        var stopped = server.StopAsync(abort.Token);
        await FinishAsync(stopped, now);

        var cutOff = stopped.IsCompleted ? 0 : state.InFlight;
        await abort.CancelAsync();
        await stopped;
        await state.CutAsync();
        if (cutOff == 0)
        {
            LogClean();
        }
        else
        {
            LogCutOff(cutOff, options.LimitSeconds);
        }

        return cutOff;
    }

    private async Task FinishAsync(Task stopped, CancellationToken now)
    {
        var limit = TimeSpan.FromSeconds(options.LimitSeconds);
        var forReplies = limit / 2 < LongestReply ? limit / 2 : LongestReply;

        // Neither is waited for: a caller that takes nothing in keeps its close frame from being written until its connection is cut.
        _ = webSockets.CloseAsync();
        if (await IsDoneAsync(stopped, forReplies, now))
        {
            return;
        }

        _ = webSockets.HurryAsync();
        if (await IsDoneAsync(stopped, limit - forReplies, now))
        {
            return;
        }

        await state.EndStreamsAsync();
        await IsDoneAsync(stopped, LastBytes, now);
    }

    // Done is when every connection is closed, or nothing has been in flight on those that are left for a while.
    private async Task<bool> IsDoneAsync(Task stopped, TimeSpan within, CancellationToken now)
    {
        var start = clock.GetTimestamp();
        var lastBusy = start;
        while (!stopped.IsCompleted && !now.IsCancellationRequested && clock.GetElapsedTime(start) < within)
        {
            lastBusy = state.InFlight > 0 ? clock.GetTimestamp() : lastBusy;
            if (clock.GetElapsedTime(lastBusy) >= LongestIdle)
            {
                return true;
            }

            await Task.WhenAny(stopped, WaitAsync(LookInterval, now));
        }

        return stopped.IsCompleted;
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken now)
    {
        try
        {
            await Task.Delay(time, clock, now);
        }
        catch (OperationCanceledException)
        {
            // Asked a second time.
        }
    }

    [LoggerMessage(LogLevel.Information, "Stopping: not ready any more, still serving for {Seconds} s. In flight: {InFlight}.", EventName = "drain.notice")]
    private partial void LogNotice(double seconds, int inFlight);

    [LoggerMessage(LogLevel.Information, "Stopping: no new connections. {InFlight} exchanges in flight, {WebSockets} of them WebSocket connections, have {Seconds} s.", EventName = "drain.stopping")]
    private partial void LogStopping(int inFlight, int webSockets, int seconds);

    [LoggerMessage(LogLevel.Information, "Stopped: everything in flight has finished.", EventName = "drain.clean")]
    private partial void LogClean();

    [LoggerMessage(LogLevel.Warning, "Stopped: {CutOff} exchanges were cut off. They had {Seconds} s, or a second signal came.", EventName = "drain.cut-off")]
    private partial void LogCutOff(int cutOff, int seconds);
}
