namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>An operation in both versions, or in one of them.</summary>
/// <param name="Name">Its name, as <c>GET /orders/{id}</c>.</param>
/// <param name="Template">Its name without the names of path parameters.</param>
/// <param name="Old">The old one.</param>
/// <param name="New">The new one.</param>
internal sealed record OperationPair(string Name, string Template, Spot? Old, Spot? New)
{
    /// <summary>The operationId; empty when neither has one.</summary>
    public string Id => New?.Text("operationId") ?? Old?.Text("operationId") ?? "";
}
