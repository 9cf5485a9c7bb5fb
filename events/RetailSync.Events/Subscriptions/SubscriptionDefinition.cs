using System.Text.Json.Serialization;

namespace RetailSync.Events.Subscriptions;

/// <summary>A subscription as its owner writes it, through the API or in a file. Immutable.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SubscriptionDefinition
{
    /// <summary>Which events. Default: all.</summary>
    public SubscriptionFilter Filter { get; init; } = new();

    /// <summary>Where they go.</summary>
    public TargetDefinition Target { get; init; } = new();

    /// <summary>What becomes of a key when one of its events can not be delivered: <c>block-key</c> (the default), <c>skip-with-gap</c> or <c>latest-only</c>.</summary>
    public string Order { get; init; } = "block-key";

    /// <summary>What its deliveries are worth when slots are short: <c>money</c>, <c>order</c> (the default), <c>stock</c>, <c>price</c>, <c>product</c> or <c>bulk</c>.</summary>
    public string Class { get; init; } = "order";

    /// <summary>The waits after failed attempts, in seconds, each 1 to 259,200. Up to 50. Default: from 5 s to 24 h, nearly three days together.</summary>
    public IReadOnlyList<int>? RetrySeconds { get; init; }

    /// <summary>Where it begins: <c>now</c> (the default), <c>earliest</c>, or a place in the log: the first event is the one behind it.</summary>
    public string From { get; init; } = "now";

    /// <summary>How many deliveries may be under way at once when all goes well. 1 to 256; default 32.</summary>
    public int MaxConcurrency { get; init; } = 32;
}
