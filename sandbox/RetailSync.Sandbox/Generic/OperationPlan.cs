namespace RetailSync.Sandbox.Generic;

/// <summary>How an operation is simulated. Immutable.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Prefix">The version's prefix, which also keeps the resources of two versions apart.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Collection">The collection it works on; null for a calculation.</param>
/// <param name="IdParameter">The path parameter that names the item it works on; null when it works on no single item.</param>
/// <param name="Ancestors">The items above the collection, which must exist: collection template and path parameter.</param>
internal sealed record OperationPlan(
    ServiceOperation Operation,
    string Prefix,
    OperationKind Kind,
    CollectionPlan? Collection,
    string? IdParameter,
    IReadOnlyList<(string Template, string Parameter)> Ancestors);
