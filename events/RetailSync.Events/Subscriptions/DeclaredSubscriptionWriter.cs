using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Events.Webhooks;

namespace RetailSync.Events.Subscriptions;

/// <summary>
/// Brings the store in line with the declared subscriptions once the gateway runs, and asks the URLs that have not consented yet from time to time. One that is declared no
/// more is paused, not deleted: nothing is lost by a slip in a file.
/// </summary>
internal sealed partial class DeclaredSubscriptionWriter(
    DeclaredSubscriptions declared, SubscriptionStore store, SubscriptionManager manager, TimeProvider clock, ILogger<DeclaredSubscriptionWriter> logger) : BackgroundService
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    /// <summary>Does it once.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var known = (await store.ListAsync(cancellationToken)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        foreach (var one in declared.All)
        {
            if (known.TryGetValue(one.Id, out var existing))
            {
                await UpdateAsync(existing, one, cancellationToken);
            }
            else
            {
                await AddAsync(one, cancellationToken);
            }
        }

        foreach (var gone in known.Values.Where(one => one.IsDeclared && declared.All.All(still => still.Id != one.Id)))
        {
            var reason = gone.State == "active" ? "It is not declared in the configuration any more." : gone.Reason;
            await store.UpdateAsync(gone with { State = gone.State == "active" ? "paused" : gone.State, Reason = reason, IsDeclared = false }, cancellationToken);
            LogGone(gone.Id);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isApplied = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!isApplied)
                {
                    await ApplyAsync(stoppingToken);
                    isApplied = true;
                }

                foreach (var waiting in (await store.ListAsync(stoppingToken)).Where(one => one.IsDeclared && one.Reason?.StartsWith(SubscriptionManager.NoConsent, StringComparison.Ordinal) == true))
                {
                    await manager.ResumeAsync(waiting, stoppingToken);
                }
            }
            catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
            {
                LogTrouble(trouble.Message);
            }

            await Task.Delay(isApplied ? AskAgain : TryAgain, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AddAsync(DeclaredSubscription one, CancellationToken cancellationToken)
    {
        var secrets = SubscriptionSecrets.None with { Authorization = one.Definition.Target.Authorization };
        var subscription = new Subscription
        {
            Id = one.Id,
            Owner = one.Owner,
            Definition = one.Definition,
            Secrets = one.Definition.Target.Kind == "webhook" ? secrets.Rotate(WebhookSecret.Generate(), clock.GetUtcNow(), TimeSpan.Zero) : secrets,
            IsDeclared = true,
            State = "active",
            CreatedAt = clock.GetUtcNow(),
        };
        await store.AddAsync(await manager.ConsentAsync(subscription, cancellationToken), await manager.BeginAsync(one.Definition.From, cancellationToken), cancellationToken);
    }

    private async Task UpdateAsync(Subscription existing, DeclaredSubscription one, CancellationToken cancellationToken)
    {
        if (!existing.IsDeclared && existing.Owner != one.Owner)
        {
            LogTaken(one.Id);
            return;
        }

        var changed = existing with
        {
            Owner = existing.Owner,
            Definition = one.Definition with { Target = one.Definition.Target with { Authorization = null } },
            Secrets = existing.Secrets with { Authorization = one.Definition.Target.Authorization },
            IsDeclared = true,
        };
        if (Text(changed) != Text(existing) || !existing.IsDeclared || changed.Secrets.Authorization != existing.Secrets.Authorization)
        {
            var isMoved = changed.Definition.Target.Url != existing.Definition.Target.Url;
            await store.UpdateAsync(isMoved ? await manager.ConsentAsync(changed, cancellationToken) : changed, cancellationToken);
        }
    }

    private static string Text(Subscription subscription) => JsonSerializer.Serialize(subscription.Definition, SubscriptionStore.Json);

    [LoggerMessage(LogLevel.Warning, "Subscription {Subscription} is not declared any more and is paused. Delete it through the API, or declare it again.", EventName = "subscriptions.gone")]
    private partial void LogGone(string subscription);

    [LoggerMessage(LogLevel.Warning, "Declared subscriptions wait for the store: {Reason}", EventName = "subscriptions.waits")]
    private partial void LogTrouble(string reason);

    [LoggerMessage(LogLevel.Error, "Subscription {Subscription} is declared, but another consumer has made one with this id through the API. Choose another id.", EventName = "subscriptions.taken")]
    private partial void LogTaken(string subscription);
}
