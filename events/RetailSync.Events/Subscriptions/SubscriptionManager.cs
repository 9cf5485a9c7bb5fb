using System.Globalization;
using RetailSync.Events.Delivery;
using RetailSync.Events.Log;
using RetailSync.Events.Webhooks;
using RetailSync.Gateway;

namespace RetailSync.Events.Subscriptions;

/// <summary>Makes and changes subscriptions. Safe to use from many threads.</summary>
internal sealed class SubscriptionManager(
    SubscriptionStore store, EventLog log, TargetFactory targets, WebhookHandshake handshake, WebhookOptions webhooks, DeliveryService delivery, TimeProvider clock)
{
    /// <summary>How the reason of a subscription begins whose URL has not consented.</summary>
    public const string NoConsent = "No consent: ";

    private const int MostOfOneOwner = 100;

    /// <summary>Makes one.</summary>
    /// <param name="id">Its id; null: one is made up.</param>
    /// <param name="owner">The consumer that owns it.</param>
    /// <param name="isOperator">Whether it may call systems on behalf of others than its owner.</param>
    /// <param name="definition">What it says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SubscriptionResult> CreateAsync(string? id, string owner, bool isOperator, SubscriptionDefinition definition, CancellationToken cancellationToken)
    {
        if (Check(definition, owner, isOperator) is { } refusal)
        {
            return new SubscriptionResult(null, refusal);
        }

        if (id is not null && !IsId(id))
        {
            return SubscriptionResult.Refused(ProblemTypes.SchemaMismatch, "The id must be 1 to 64 lower-case letters, digits and hyphens, and begin with a letter.");
        }

        if ((await store.ListAsync(cancellationToken)).Count(one => one.Owner == owner) >= MostOfOneOwner)
        {
            return SubscriptionResult.Refused(ProblemTypes.SubscriptionConflict, $"A consumer has at most {MostOfOneOwner} subscriptions.");
        }

        var secret = definition.Target.Kind == "webhook" ? WebhookSecret.Generate() : null;
        var subscription = await ConsentAsync(
            new Subscription
            {
                Id = id ?? $"sub-{Guid.CreateVersion7():N}",
                Owner = owner,
                Definition = definition,
                Secrets = Secrets(definition, secret),
                State = "active",
                CreatedAt = clock.GetUtcNow(),
            },
            cancellationToken);
        if (!await store.AddAsync(subscription, await BeginAsync(definition.From, cancellationToken), cancellationToken))
        {
            return SubscriptionResult.Refused(ProblemTypes.SubscriptionConflict, "The id is taken.");
        }

        delivery.Wake();
        return new SubscriptionResult(await store.FindAsync(subscription.Id, cancellationToken), null, secret?.Reveal());
    }

    /// <summary>Replaces what one says. Its place in the log stays, and so does its authorization when the new definition names none.</summary>
    public async Task<SubscriptionResult> ReplaceAsync(Subscription subscription, bool isOperator, SubscriptionDefinition definition, CancellationToken cancellationToken)
    {
        if (subscription.IsDeclared)
        {
            return Declared();
        }

        if (Check(definition, subscription.Owner, isOperator) is { } refusal)
        {
            return new SubscriptionResult(null, refusal);
        }

        var secrets = subscription.Secrets with { Authorization = definition.Target.Authorization ?? (definition.Target.Url == subscription.Definition.Target.Url ? subscription.Secrets.Authorization : null) };
        var secret = definition.Target.Kind == "webhook" && secrets.Keys.Count == 0 ? WebhookSecret.Generate() : null;
        secrets = secret is null ? secrets : secrets.Rotate(secret, clock.GetUtcNow(), TimeSpan.Zero);
        var changed = subscription with { Definition = definition, Secrets = secrets };
        if (definition.Target.Url != subscription.Definition.Target.Url)
        {
            changed = await ConsentAsync(changed, cancellationToken);
        }

        return await KeepAsync(changed, secret?.Reveal(), cancellationToken);
    }

    /// <summary>Deletes one.</summary>
    public async Task<SubscriptionResult> DeleteAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        if (subscription.IsDeclared)
        {
            return Declared();
        }

        await store.DeleteAsync(subscription.Id, cancellationToken);
        delivery.Wake();
        return new SubscriptionResult(subscription, null);
    }

    /// <summary>Stops its deliveries until it is resumed. Nothing is lost meanwhile.</summary>
    public Task<SubscriptionResult> PauseAsync(Subscription subscription, string? reason, CancellationToken cancellationToken) =>
        KeepAsync(subscription with { State = "paused", Reason = reason ?? "paused" }, null, cancellationToken);

    /// <summary>Delivers again from where it stopped. A webhook's URL is asked for its consent anew.</summary>
    public async Task<SubscriptionResult> ResumeAsync(Subscription subscription, CancellationToken cancellationToken) =>
        await KeepAsync(await ConsentAsync(subscription with { State = "active", Reason = null }, cancellationToken), null, cancellationToken);

    /// <summary>Makes a new signing secret. The old one signs as well until the overlap has passed.</summary>
    public async Task<SubscriptionResult> RotateAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        if (subscription.Definition.Target.Kind != "webhook")
        {
            return SubscriptionResult.Refused(ProblemTypes.SubscriptionConflict, "Only webhooks are signed.");
        }

        var secret = WebhookSecret.Generate();
        var secrets = subscription.Secrets.Rotate(secret, clock.GetUtcNow(), TimeSpan.FromHours(webhooks.SecretOverlapHours));
        return await KeepAsync(subscription with { Secrets = secrets }, secret.Reveal(), cancellationToken);
    }

    /// <summary>The event that a subscription begins behind.</summary>
    public async Task<long> BeginAsync(string from, CancellationToken cancellationToken) => from switch
    {
        "now" => await log.LastSeqAsync(cancellationToken),
        "earliest" => 0,
        _ => Math.Min(long.Parse(from, NumberStyles.None, CultureInfo.InvariantCulture), await log.LastSeqAsync(cancellationToken)),
    };

    /// <summary>Asks a webhook's URL for its consent; without it the subscription is disabled, with the reason.</summary>
    public async Task<Subscription> ConsentAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var target = subscription.Definition.Target;
        if (target is not { Kind: "webhook", Handshake: true })
        {
            return subscription with { Rate = null };
        }

        var result = await handshake.AskAsync(new Uri(target.Url!), cancellationToken);
        return result.Fault is { } fault ? subscription with { State = "disabled", Reason = NoConsent + fault } : subscription with { Rate = result.RatePerMinute };
    }

    /// <summary>Whether a text can be an id.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 64 && char.IsAsciiLetterLower(id[0]) && id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    private Problem? Check(SubscriptionDefinition definition, string owner, bool isOperator)
    {
        var faults = new List<ProblemError>();
        SubscriptionRules.Check(definition, targets.Sinks, webhooks.AllowHttp, faults);
        if (definition.Target is { Kind: "system", Consumer: { } consumer } && consumer != owner && !isOperator)
        {
            // The call is authorised with that consumer's grants: nobody lends themselves those of others.
            faults.Add(new ProblemError("/target/consumer", null, "must be the consumer that subscribes."));
        }

        return faults.Count == 0 ? null : new Problem(ProblemTypes.SchemaMismatch, $"{faults.Count} faults in the subscription.") { Errors = faults };
    }

    private async Task<SubscriptionResult> KeepAsync(Subscription changed, string? secret, CancellationToken cancellationToken)
    {
        if (!await store.UpdateAsync(changed, cancellationToken))
        {
            return SubscriptionResult.Refused(ProblemTypes.SubscriptionConflict, "It was changed by somebody else at the same moment. Look at it again.");
        }

        delivery.Wake();
        return new SubscriptionResult(await store.FindAsync(changed.Id, cancellationToken) ?? changed, null, secret);
    }

    private SubscriptionSecrets Secrets(SubscriptionDefinition definition, WebhookSecret? secret)
    {
        var secrets = SubscriptionSecrets.None with { Authorization = definition.Target.Authorization };
        return secret is null ? secrets : secrets.Rotate(secret, clock.GetUtcNow(), TimeSpan.Zero);
    }

    private static SubscriptionResult Declared() =>
        SubscriptionResult.Refused(ProblemTypes.SubscriptionConflict, "It is declared in the configuration's section Subscriptions and is changed there. It can be paused and resumed here.");
}
