using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>Reads the landscape's files. Safe to use from many threads.</summary>
public static class LandscapeReader
{
    /// <summary>
    /// Reads every <c>*.yaml</c> and <c>*.yml</c> file of a folder into one landscape. Reports every fault at once, with <c>file:line:column</c>;
    /// a landscape that was read with a fault is incomplete and must not be used.
    /// </summary>
    /// <param name="folder">The folder. Folders below it are not read.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static ILandscape Read(string folder, ICollection<ConfigFault> faults)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(faults);
        return Read(LandscapeFiles.Load(folder, faults), faults);
    }

    /// <summary>Checks a landscape against the contracts: each version's contract must exist, and each contract must belong to a version.</summary>
    /// <param name="landscape">The landscape.</param>
    /// <param name="contractIds">The ids of the contracts that were read.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static void Check(ILandscape landscape, IReadOnlyCollection<string> contractIds, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(landscape);
        ArgumentNullException.ThrowIfNull(contractIds);
        ArgumentNullException.ThrowIfNull(faults);
        var known = contractIds.ToHashSet(StringComparer.Ordinal);
        foreach (var version in landscape.Apis.SelectMany(api => api.Versions.Values.OrderBy(version => version.Number)))
        {
            if (version.ContractId is { } contract && !known.Contains(contract))
            {
                var where = landscape is Landscape read ? read.LocationOf(version) : $"{version.ApiId} version {version.Number}";
                faults.Add(new ConfigFault(where, $"No contract is named '{contract}'. It would be the file {contract.Replace("@", ".v", StringComparison.Ordinal)}.openapi.yaml (or .json) in the contracts' folder."));
            }
        }

        foreach (var contract in known.Order(StringComparer.Ordinal).Where(contract => landscape.FindVersion(contract) is null))
        {
            faults.Add(new ConfigFault(contract, "The contract belongs to no API version of the landscape. Name it as the 'contract' of one, or remove its file."));
        }
    }

    /// <summary>Reads a landscape from texts.</summary>
    internal static Landscape Read(LandscapeFiles files, ICollection<ConfigFault> faults)
    {
        List<MappingReader> teams = [], systems = [], domains = [], apis = [];
        List<(SourceDocument Document, MappingReader Fields)> consumers = [];
        foreach (var (path, content) in files.All)
        {
            if (DocumentReader.Read(path, content, faults) is not { } document || MappingReader.Open(document, faults) is not { } fields)
            {
                continue;
            }

            teams.AddRange(fields.MappingList("teams"));
            systems.AddRange(fields.MappingList("systems"));
            domains.AddRange(fields.MappingList("domains"));
            apis.AddRange(fields.MappingList("apis"));
            consumers.AddRange(fields.MappingList("consumers").Select(consumer => (document, consumer)));
            fields.RefuseUnknownKeys();
        }

        var systemSection = new SystemSection(faults);
        var readSystems = systemSection.Read(teams, systems, domains);
        var apiSection = new ApiSection(systemSection, readSystems, faults);
        var readApis = apiSection.Read(apis);
        var readConsumers = new ConsumerSection(systemSection, faults).Read(consumers);
        return new Landscape(readSystems, readApis, readConsumers, apiSection.Locations);
    }
}
