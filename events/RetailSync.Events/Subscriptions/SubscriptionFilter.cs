using System.Text.Json.Serialization;

namespace RetailSync.Events.Subscriptions;

/// <summary>Which events a subscription wants; an empty list asks for all. Immutable.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SubscriptionFilter
{
    /// <summary>Types; an asterisk at the end stands for any rest. Up to 50.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Systems. Up to 50.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    /// <summary>Keys; an asterisk at the end stands for any rest. Up to 50.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
