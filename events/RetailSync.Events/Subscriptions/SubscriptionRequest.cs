using System.Text.Json.Serialization;

namespace RetailSync.Events.Subscriptions;

/// <summary>The body of <c>POST /subscriptions</c>. Immutable.</summary>
/// <param name="Definition">What it says.</param>
/// <param name="Id">Its id; null: one is made up.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SubscriptionRequest(SubscriptionDefinition Definition, string? Id = null);
