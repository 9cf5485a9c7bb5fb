namespace RetailSync.Events.Subscriptions;

/// <summary>A subscription that the configuration declares. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">The consumer that owns it.</param>
/// <param name="Definition">What it says.</param>
internal sealed record DeclaredSubscription(string Id, string Owner, SubscriptionDefinition Definition);
