using System.Collections.Frozen;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>Reads the APIs.</summary>
internal sealed class ApiSection(SystemSection systems, IReadOnlyList<RetailSystem> known, ICollection<ConfigFault> faults)
{
    private readonly Names _apis = new("API", faults);
    private readonly Names _basePaths = new("base path", faults);
    private readonly VersionSection _versions = new(faults);

    /// <summary>Where each version stands.</summary>
    public IReadOnlyDictionary<(string Api, int Number), string> Locations => _versions.Locations;

    /// <summary>Reads the list.</summary>
    public IReadOnlyList<Api> Read(IEnumerable<MappingReader> apis) => [.. apis.Select(ReadApi).OfType<Api>()];

    private Api? ReadApi(MappingReader fields)
    {
        var id = ReadId(fields);
        var system = ReadSystem(fields, id);
        var owner = fields.OptionalText("owner");
        systems.Teams.Refer(owner, fields.Locate("owner"));
        var basePath = ReadBasePath(fields, system);
        var versioning = fields.OptionalMapping("versioning");
        var (scheme, parameter, defaultVersion) = ReadVersioning(versioning);
        var versions = _versions.Read(fields, id ?? "", basePath ?? "");
        fields.RefuseUnknownKeys();
        CheckDefault(versioning, defaultVersion, versions);
        if (id is null || system is null || basePath is null)
        {
            return null;
        }

        return new Api
        {
            Id = id,
            System = system,
            Owner = owner ?? known.FirstOrDefault(candidate => candidate.Id == system)?.Owner ?? "",
            BasePath = basePath,
            Scheme = scheme,
            VersionParameter = parameter,
            DefaultVersion = defaultVersion,
            Versions = versions.ToFrozenDictionary(version => version.Number),
        };
    }

    private static void CheckDefault(MappingReader? versioning, int? number, IReadOnlyList<ApiVersion> versions)
    {
        if (versioning is null || number is null)
        {
            return;
        }

        var version = versions.FirstOrDefault(version => version.Number == number);
        if (version is null)
        {
            versioning.Fault("default", $"The default version {number} does not exist. The API has: {VersionSection.Numbers(versions)}.");
        }
        else if (version.Stage == LifeStage.Retired)
        {
            versioning.Fault("default", $"The default version {number} is retired. Name one that answers, or none.");
        }
    }

    private static (VersionScheme Scheme, string Parameter, int? Default) ReadVersioning(MappingReader? fields)
    {
        if (fields is null)
        {
            return (VersionScheme.Path, "Api-Version", null);
        }

        var scheme = fields.Has("scheme") ? fields.OptionalEnum<VersionScheme>("scheme") : VersionScheme.Path;
        var parameter = fields.OptionalText("parameter");
        if (parameter is not null && scheme == VersionScheme.Path)
        {
            fields.Fault("parameter", "'parameter' names a header or a query parameter; with the scheme 'path' it has no meaning. Leave it out.");
        }
        else if (parameter is not null && !LandscapeRules.IsToken(parameter))
        {
            fields.Fault("parameter", $"'{parameter}' cannot name a header or query parameter. Use letters, digits and hyphens, such as Api-Version.");
        }

        var number = fields.OptionalInt("default", 1, 999);
        fields.RefuseUnknownKeys();
        return (scheme ?? VersionScheme.Path, parameter ?? (scheme == VersionScheme.Query ? "api-version" : "Api-Version"), number);
    }

    private string? ReadId(MappingReader fields)
    {
        if (fields.RequiredText("id") is not { } id)
        {
            return null;
        }

        if (id.Split('/') is not [var system, var name] || !LandscapeRules.IsKebab(system) || !LandscapeRules.IsKebab(name))
        {
            fields.Fault("id", $"'{id}' must be a system and a name, both kebab-case, such as crm/customers.");
            return null;
        }

        return _apis.Define(id, fields.Locate("id")) ? id : null;
    }

    private string? ReadSystem(MappingReader fields, string? id)
    {
        var own = id?.Split('/')[0];
        var system = fields.OptionalText("system") ?? own;
        systems.Systems.Refer(system, fields.Locate("system"));
        if (own is not null && system != own)
        {
            fields.Fault("system", $"The API '{id}' says that it belongs to the system '{own}', not to '{system}'. Change one of the two.");
        }

        return system;
    }

    private string? ReadBasePath(MappingReader fields, string? system)
    {
        var path = fields.OptionalText("basePath") ?? (system is null ? null : $"/{system}");
        if (path is null)
        {
            return null;
        }

        if (path[0] != '/' || !LandscapeRules.IsKebab(path[1..]))
        {
            fields.Fault("basePath", $"'{path}' must be a slash and one kebab-case segment, such as /crm.");
            return null;
        }

        if (LandscapeRules.IsReserved(path[1..]))
        {
            fields.Fault("basePath", $"'{path}' is reserved for the gateway's own endpoints. Reserved: {string.Join(", ", LandscapeRules.Reserved)}.");
        }

        return _basePaths.Define(path, fields.Locate("basePath")) ? path : null;
    }
}
