using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Delivery;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Events.Subscriptions;

namespace RetailSync.Events.Replay;

/// <summary>
/// Sends events again that somebody asked for: one after another in the log's order, at a bounded rate, marked <c>replayed</c>. Of each replay only one event is in memory.
/// Ordinary deliveries go on beside it.
/// </summary>
internal sealed partial class ReplayService(
    ReplayStore replays, SubscriptionStore subscriptions, EventLog log, TargetFactory targets, SendShare share, TimeProvider clock, ILogger<ReplayService> logger) : BackgroundService
{
    private const int Chunk = 200;

    // As for ordinary deliveries: what was sent within this time before a crash is sent again.
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(50);

    // A timer is no finer than this, so shorter rests are saved up.
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // What fails for longer than this is a matter for the person who asked.
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new Dictionary<string, Task>(StringComparer.Ordinal);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var ended in running.Where(one => one.Value.IsCompleted).Select(one => one.Key).ToList())
                {
                    running.Remove(ended);
                }

                foreach (var (id, subscription, owner) in await replays.RunningAsync(stoppingToken))
                {
                    if (!running.ContainsKey(id) && await replays.ClaimAsync(id, owner, stoppingToken))
                    {
                        running.Add(id, RunAsync(subscription, id, stoppingToken));
                    }
                }
            }
            catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
            {
                LogTrouble(trouble.Message);
            }

            await Task.Delay(LookInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(running.Values);
    }

    private async Task RunAsync(string subscriptionId, string id, CancellationToken stopping)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            if (await subscriptions.FindAsync(subscriptionId, stopping) is { State: "active" } subscription
                && await replays.FindAsync(subscriptionId, id, stopping) is { } replay
                && targets.Create(subscription) is { } target)
            {
                await RunAsync(subscription, target, replay, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It goes on from what was kept.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Begun anew in the next look, from what was kept.
            LogFault(id, fault);
        }
    }

    private async Task RunAsync(Subscription subscription, IDeliveryTarget target, ReplayState replay, CancellationToken stopping)
    {
        var filter = SubscriptionRules.ToFilter(subscription.Definition);
        var interval = TimeSpan.FromSeconds(1) / replay.Request.RatePerSecond;
        using var member = share.Join(1, () => { });
        var (due, savedAt) = (TimeSpan.Zero, clock.GetTimestamp());
        var start = clock.GetTimestamp();
        while (replay.Position < replay.LastSeq)
        {
            var heads = await log.HeadsAsync(replay.Position, Chunk, stopping);
            foreach (var head in heads.TakeWhile(head => head.Seq <= replay.LastSeq))
            {
                if (filter.Matches(head) && replay.Request.Matches(head))
                {
                    if (await SendAsync(member, target, replay, head.Seq, stopping) is { } reason)
                    {
                        await replays.SaveAsync(replay with { State = "failed", Reason = $"The event {head.Seq} of the log: {reason}" }, clock.GetUtcNow(), stopping);
                        return;
                    }

                    replay = replay with { Position = head.Seq, Sent = replay.Sent + 1 };
                    if (interval >= SaveInterval || clock.GetElapsedTime(savedAt) >= SaveInterval)
                    {
                        if (!await replays.SaveAsync(replay, clock.GetUtcNow(), stopping))
                        {
                            return;
                        }

                        savedAt = clock.GetTimestamp();
                    }

                    // Who is late does not hurry to make up for it.
                    var now = clock.GetElapsedTime(start);
                    due = (due > now - ShortestRest ? due : now - ShortestRest) + interval;
                    if (due - now >= ShortestRest || interval >= ShortestRest)
                    {
                        await Task.Delay(due > now ? due - now : TimeSpan.Zero, clock, stopping);
                    }
                }

                replay = replay with { Position = head.Seq };
            }

            if (heads.Count < Chunk || !await replays.SaveAsync(replay, clock.GetUtcNow(), stopping))
            {
                break;
            }
        }

        await replays.SaveAsync(replay with { State = "done", Position = replay.LastSeq }, clock.GetUtcNow(), stopping);
    }

    // Null: it arrived. Otherwise why it did not.
    private async Task<string?> SendAsync(SendShare.Member member, IDeliveryTarget target, ReplayState replay, long seq, CancellationToken stopping)
    {
        if (await log.ReadAsync(seq, stopping) is not { Defect: null } stored)
        {
            return "it cannot be read";
        }

        for (var attempt = 0; ; attempt++)
        {
            while (!member.TryEnter())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), clock, stopping);
            }

            SendResult result;
            try
            {
                result = await target.SendAsync(new Outgoing(stored, new CloudEventMarks(IsReplayed: true), $":{replay.Id}"), stopping);
            }
            finally
            {
                member.Leave();
            }

            switch (result.Verdict)
            {
                case SendVerdict.Delivered:
                    return null;
                case SendVerdict.DeadLetter or SendVerdict.Gone:
                    return result.Reason;
                default:
                    if (attempt == Waits.Length)
                    {
                        return result.Reason;
                    }

                    await Task.Delay(result.RetryAfter > Waits[attempt] ? result.RetryAfter.Value : Waits[attempt], clock, stopping);
                    break;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Replays wait for the store: {Reason}", EventName = "replay.waits")]
    private partial void LogTrouble(string reason);

    [LoggerMessage(LogLevel.Error, "Replay {Replay} failed in a way that is not foreseen, and begins anew from what was kept.", EventName = "replay.fault")]
    private partial void LogFault(string replay, Exception fault);
}
