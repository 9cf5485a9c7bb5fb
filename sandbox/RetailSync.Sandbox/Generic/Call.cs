using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>A request that has passed its checks.</summary>
/// <param name="Plan">How it is simulated.</param>
/// <param name="Path">The path parameters' values.</param>
/// <param name="Query">The query's values, the first of each name.</param>
/// <param name="Body">The body; empty when there was none.</param>
/// <param name="Facts">What the ledger keeps of it.</param>
internal sealed record Call(
    OperationPlan Plan,
    IReadOnlyDictionary<string, string> Path,
    IReadOnlyDictionary<string, string> Query,
    JsonObject Body,
    RequestFacts Facts)
{
    /// <summary>The operation that was called.</summary>
    public ServiceOperation Operation => Plan.Operation;

    /// <summary>The id of the item it is about.</summary>
    public string Id => Path[Plan.IdParameter!];

    /// <summary>The collection as the store knows it, with the values of this call.</summary>
    public string CollectionKey => Key(Plan.Collection!.Template);

    /// <summary>A collection above or at the one it is about, as the store knows it.</summary>
    public string Key(string template) => Plan.Prefix + PathTemplate.Fill(template, name => Path[name]);
}
