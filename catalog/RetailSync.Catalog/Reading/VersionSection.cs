using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>Reads the versions of an API and their stages of life.</summary>
internal sealed class VersionSection(ICollection<ConfigFault> faults)
{
    private readonly Names _contracts = new("contract of a version", faults);
    private readonly Dictionary<(string Api, int Number), string> _locations = [];

    /// <summary>Where each version stands.</summary>
    public IReadOnlyDictionary<(string Api, int Number), string> Locations => _locations;

    /// <summary>The versions' numbers, for messages.</summary>
    public static string Numbers(IEnumerable<ApiVersion> versions) => string.Join(", ", versions.Select(version => version.Number).Order()) is { Length: > 0 } numbers ? numbers : "none";

    /// <summary>Reads the versions of one API.</summary>
    public IReadOnlyList<ApiVersion> Read(MappingReader api, string apiId, string basePath)
    {
        var all = api.MappingList("versions");
        if (all.Count == 0 && api.Node["versions"] is null or { Kind: SourceKind.List, Items.Count: 0 })
        {
            api.Fault("versions", "An API needs 'versions', at least one, such as {number: 1, contract: crm/customers@1, stage: active}.");
        }

        var numbers = new Names("version", faults);
        var read = new List<(MappingReader Fields, ApiVersion Version)>();
        foreach (var fields in all)
        {
            if (ReadVersion(fields, apiId, basePath) is { } version && numbers.Define($"{version.Number}", fields.Locate("number")))
            {
                _locations.TryAdd((apiId, version.Number), fields.Location);
                read.Add((fields, version));
            }
        }

        var versions = read.ConvertAll(each => each.Version);
        foreach (var (fields, version) in read)
        {
            CheckSuccessor(fields, version, versions);
        }

        return versions;
    }

    private static void CheckSuccessor(MappingReader fields, ApiVersion version, List<ApiVersion> versions)
    {
        if (version.Successor is not { } number)
        {
            return;
        }

        var successor = versions.Find(candidate => candidate.Number == number);
        if (successor is null)
        {
            fields.Fault("successor", $"The successor {number} is not a version of this API. It has: {Numbers(versions)}.");
        }
        else if (number == version.Number)
        {
            fields.Fault("successor", $"Version {number} cannot be its own successor.");
        }
        else if (successor.Stage == LifeStage.Retired)
        {
            fields.Fault("successor", $"The successor {number} is retired; callers would be sent to a version that does not answer. Name one that does.");
        }
    }

    private ApiVersion? ReadVersion(MappingReader fields, string apiId, string basePath)
    {
        var number = fields.RequiredInt("number", 1, 999);
        var stage = ReadStage(fields);
        var contract = ReadContract(fields, stage, number);
        var (deprecated, sunset) = ReadDates(fields, stage);
        var version = new ApiVersion
        {
            ApiId = apiId,
            Number = number ?? 0,
            PathPrefix = $"{basePath}/v{number}",
            ContractId = contract,
            Stage = stage ?? LifeStage.Active,
            DeprecatedAt = deprecated,
            SunsetAt = sunset,
            MigrationGuide = fields.OptionalUri("guide"),
            Successor = fields.OptionalInt("successor", 1, 999),
            Brownouts = BrownoutSection.Read(fields, stage, deprecated, sunset),
        };
        fields.RefuseUnknownKeys();
        return number is null ? null : version;
    }

    private static LifeStage? ReadStage(MappingReader fields)
    {
        if (!fields.Has("stage"))
        {
            fields.Fault("'stage' is missing. It is one of: proposed, design, active, deprecated, retired.");
        }

        return fields.OptionalEnum<LifeStage>("stage");
    }

    private string? ReadContract(MappingReader fields, LifeStage? stage, int? number)
    {
        if (fields.OptionalText("contract") is not { } contract)
        {
            if (stage is not (null or LifeStage.Retired) && !fields.Has("contract"))
            {
                fields.Fault("contract", "A version that is not retired needs 'contract', such as crm/customers@1.");
            }

            return null;
        }

        if (!LandscapeRules.TryReadContractId(contract, out var major))
        {
            fields.Fault("contract", $"'{contract}' is no contract id. One reads system/name@major, such as crm/customers@1.");
            return null;
        }

        if (number is not null && major != number)
        {
            fields.Fault("contract", $"The contract '{contract}' describes version {major}, not {number}.");
        }

        return _contracts.Define(contract, fields.Locate("contract")) ? contract : null;
    }

    private static (DateTimeOffset? Deprecated, DateTimeOffset? Sunset) ReadDates(MappingReader fields, LifeStage? stage)
    {
        var deprecated = fields.OptionalDate("deprecated");
        var sunset = fields.OptionalDate("sunset");
        if (stage == LifeStage.Deprecated)
        {
            Require(fields, "deprecated", "since when it is");
            Require(fields, "sunset", "until when it answers");
        }
        else if (stage is LifeStage.Proposed or LifeStage.Design or LifeStage.Active)
        {
            RefuseDate(fields, "deprecated", deprecated);
            RefuseDate(fields, "sunset", sunset);
        }

        if (deprecated > sunset)
        {
            fields.Fault("sunset", $"The sunset {sunset:u} lies before the deprecation {deprecated:u}. A version is deprecated first.");
        }

        return (deprecated, sunset);
    }

    private static void Require(MappingReader fields, string key, string why)
    {
        if (!fields.Has(key))
        {
            fields.Fault(key, $"A deprecated version needs '{key}', {why}: such as 2027-06-30T23:59:59Z.");
        }
    }

    private static void RefuseDate(MappingReader fields, string key, DateTimeOffset? value)
    {
        if (value is not null)
        {
            fields.Fault(key, $"'{key}' belongs to a version whose stage is deprecated or retired. Change the stage, or leave the date out.");
        }
    }
}
