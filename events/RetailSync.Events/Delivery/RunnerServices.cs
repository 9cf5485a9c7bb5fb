using Microsoft.Extensions.Logging;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Log;

namespace RetailSync.Events.Delivery;

/// <summary>What every subscription's delivery uses. Immutable.</summary>
internal sealed record RunnerServices(
    EventLog Log, ProgressStore Progress, EventSignal Signal, SendShare Share, DeliveryOptions Options, DeliveryMetrics Metrics, TimeProvider Clock, ILogger<SubscriptionRunner> Logger);
