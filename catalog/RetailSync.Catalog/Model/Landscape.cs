using System.Collections.Frozen;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>The landscape in frozen lookups. Where a name is taken twice the first wins; the reader has reported the second.</summary>
internal sealed class Landscape : ILandscape
{
    private readonly FrozenDictionary<string, ApiVersion> _byContract;
    private readonly FrozenDictionary<string, Api>.AlternateLookup<ReadOnlySpan<char>> _bySegment;
    private readonly FrozenDictionary<(string Api, int Number), string> _locations;

    public Landscape(IReadOnlyList<RetailSystem> systems, IReadOnlyList<Api> apis, IReadOnlyList<Consumer> consumers, IReadOnlyDictionary<(string Api, int Number), string> locations)
    {
        var byContract = new Dictionary<string, ApiVersion>(StringComparer.Ordinal);
        var bySegment = new Dictionary<string, Api>(StringComparer.OrdinalIgnoreCase);
        foreach (var api in apis)
        {
            bySegment.TryAdd(api.BasePath[1..], api);
            foreach (var version in api.Versions.Values.Where(version => version.ContractId is not null))
            {
                byContract.TryAdd(version.ContractId!, version);
            }
        }

        Systems = systems;
        Apis = apis;
        Consumers = new ConsumerDirectory(consumers);
        _byContract = byContract.ToFrozenDictionary(StringComparer.Ordinal);
        _bySegment = bySegment.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _locations = locations.ToFrozenDictionary();
    }

    public IReadOnlyList<RetailSystem> Systems { get; }

    public IReadOnlyList<Api> Apis { get; }

    public IConsumerDirectory Consumers { get; }

    public Api? FindApi(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path[0] != '/')
        {
            return null;
        }

        var rest = path[1..];
        var end = rest.IndexOf('/');
        return _bySegment.TryGetValue(end < 0 ? rest : rest[..end], out var api) ? api : null;
    }

    public ApiVersion? FindVersion(string contractId) => _byContract.GetValueOrDefault(contractId);

    /// <summary>Where a version stands in the files: <c>file:line:column</c>.</summary>
    internal string LocationOf(ApiVersion version) => _locations.GetValueOrDefault((version.ApiId, version.Number), $"{version.ApiId} version {version.Number}");
}
