using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Subscriptions;
using RetailSync.Events.Webhooks;
using RetailSync.Gateway;

namespace RetailSync.Events.Delivery;

/// <summary>Makes what sends a subscription's events. Safe to use from many threads.</summary>
internal sealed class TargetFactory(WebhookClient webhooks, WebhookOptions options, IPipelineClient pipeline, IEnumerable<IEventSink> sinks, TimeProvider clock)
{
    private readonly Dictionary<string, IEventSink> _sinks = sinks.ToDictionary(sink => sink.Name, StringComparer.Ordinal);

    /// <summary>The sinks' names.</summary>
    public IReadOnlyCollection<string> Sinks => _sinks.Keys;

    /// <summary>How a subscription's sink is; null: it has none, or it is not there any more.</summary>
    public SinkState? StateOf(Subscription subscription) =>
        subscription.Definition.Target is { Kind: "sink", Name: { } name } && _sinks.TryGetValue(name, out var sink) ? sink.State : null;

    /// <summary>Makes it; null: its sink is not there any more.</summary>
    public IDeliveryTarget? Create(Subscription subscription)
    {
        var target = subscription.Definition.Target;
        return target.Kind switch
        {
            "webhook" => new WebhookTarget(
                webhooks.Http,
                new WebhookSettings
                {
                    Url = new Uri(target.Url!),
                    IsBinary = target.Mode == "binary",
                    Authorization = subscription.Secrets.Authorization,
                    Origin = options.Origin,
                    Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
                    Secrets = () => subscription.Secrets.At(clock.GetUtcNow()),
                },
                clock),
            "system" => new SystemTarget(
                subscription.Id,
                new SystemTargetSettings
                {
                    Consumer = target.Consumer!,
                    Method = target.Method,
                    Target = target.Path!,
                    Headers = target.Headers,
                    Body = target.Body?.GetRawText(),
                    RetriesRejected = target.RetryRejected,
                },
                pipeline),
            _ => target.Name is { } name && _sinks.TryGetValue(name, out var sink) ? new SinkTarget(subscription.Id, sink) : null,
        };
    }
}
