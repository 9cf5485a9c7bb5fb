using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using RetailSync.Gateway;

namespace RetailSync.Events.Journal;

/// <summary>Finds operations by their id, and paths as the contracts' templates see them. Safe to use from many threads.</summary>
internal static class ContractLookup
{
    private static readonly ConditionalWeakTable<IContract, FrozenDictionary<string, Operation>> ById = [];

    /// <summary>The operation; null when the contract or the operation is not there any more.</summary>
    /// <param name="snapshot">Where to look.</param>
    /// <param name="contractId">The contract's id.</param>
    /// <param name="operationId">The operation's id.</param>
    /// <param name="hash">The contract's hash as it is now; null when it is not there.</param>
    public static Operation? Find(ISnapshot snapshot, string contractId, string operationId, out string? hash)
    {
        hash = null;
        if (!snapshot.Contracts.TryGetValue(contractId, out var contract))
        {
            return null;
        }

        hash = contract.Hash;
        var operations = ById.GetValue(contract, static made => made.Operations.DistinctBy(operation => operation.Id).ToFrozenDictionary(operation => operation.Id, StringComparer.Ordinal));
        return operations.GetValueOrDefault(operationId);
    }

    /// <summary>The path below the API version's prefix, without the query. Where the version stands in a header or the query, below the API's base path.</summary>
    public static string PathBelow(ISnapshot snapshot, string contractId, string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (snapshot.Landscape.FindVersion(contractId)?.PathPrefix is { } prefix && IsBelow(path, prefix))
        {
            return path[prefix.Length..];
        }

        return snapshot.Landscape.FindApi(path) is { } api && api.Scheme != VersionScheme.Path && IsBelow(path, api.BasePath) ? path[api.BasePath.Length..] : path;
    }

    /// <summary>The system of a contract: what stands before the slash of its id.</summary>
    public static string SystemOf(string contractId) => contractId.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? contractId[..slash] : contractId;

    private static bool IsBelow(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && path.Length > prefix.Length && path[prefix.Length] == '/';
}
