using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>Reads teams, systems and domains.</summary>
internal sealed class SystemSection(ICollection<ConfigFault> faults)
{
    /// <summary>The teams that were defined.</summary>
    public Names Teams { get; } = new("team", faults);

    /// <summary>The systems that were defined.</summary>
    public Names Systems { get; } = new("system", faults);

    /// <summary>Reads the three lists, in the order in which they refer to each other.</summary>
    public IReadOnlyList<RetailSystem> Read(IEnumerable<MappingReader> teams, IEnumerable<MappingReader> systems, IEnumerable<MappingReader> domains)
    {
        foreach (var team in teams)
        {
            ReadId(team, Teams, "customer-team");
            _ = team.RequiredText("name");
            _ = team.RequiredText("contact");
            team.RefuseUnknownKeys();
        }

        var read = systems.Select(ReadSystem).OfType<RetailSystem>().ToArray();
        var authorities = ReadDomains(domains);
        return [.. read.Select(system => system with { Domains = [.. authorities.Where(domain => domain.System == system.Id).Select(domain => domain.Id)] })];
    }

    private static string? ReadId(MappingReader fields, Names names, string example)
    {
        if (fields.RequiredText("id") is not { } id)
        {
            return null;
        }

        if (!LandscapeRules.IsKebab(id))
        {
            fields.Fault("id", $"'{id}' must be kebab-case: lower case letters, digits and single hyphens, such as {example}.");
        }

        return names.Define(id, fields.Locate("id")) ? id : null;
    }

    private RetailSystem? ReadSystem(MappingReader fields)
    {
        var id = ReadId(fields, Systems, "crm");
        var name = fields.RequiredText("name");
        var owner = fields.RequiredText("owner");
        Teams.Refer(owner, fields.Locate("owner"));
        fields.RefuseUnknownKeys();
        if (id is not null && LandscapeRules.IsReserved(id))
        {
            fields.Fault("id", $"'{id}' is reserved for the gateway's own endpoints. Reserved: {string.Join(", ", LandscapeRules.Reserved)}.");
        }

        return id is null ? null : new RetailSystem(id, name ?? id, owner ?? "", []);
    }

    private List<(string Id, string System)> ReadDomains(IEnumerable<MappingReader> domains)
    {
        var names = new Names("domain", faults);
        var read = new List<(string Id, string System)>();
        foreach (var domain in domains)
        {
            var id = ReadId(domain, names, "customer");
            _ = domain.RequiredText("name");
            var authority = domain.RequiredText("authority");
            Systems.Refer(authority, domain.Locate("authority"));
            domain.RefuseUnknownKeys();
            if (id is not null && authority is not null)
            {
                read.Add((id, authority));
            }
        }

        return read;
    }
}
