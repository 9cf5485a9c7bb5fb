namespace RetailSync.Sandbox.Generic;

/// <summary>A collection of a contract. Immutable.</summary>
/// <param name="Template">Its path template, such as <c>/accounts/{accountId}/transactions</c>.</param>
/// <param name="Item">The schema of its items.</param>
/// <param name="IdProperty">The property that identifies an item; null when the schema has none.</param>
/// <param name="HasItemPath">Whether an item has a path of its own.</param>
internal sealed record CollectionPlan(string Template, Schema Item, string? IdProperty, bool HasItemPath)
{
    /// <summary>The schema of an item's id.</summary>
    public Schema? IdSchema => IdProperty is null ? null : Item.Properties[IdProperty];
}
