using RetailSync.Contracts.Compare.OpenApi;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Compare.Output;

/// <summary>Reads a <see cref="ComparisonPolicy"/> from a JSON or YAML file. Safe to call from many threads.</summary>
public static class ComparisonPolicyReader
{
    private const int MostDays = 3650;

    /// <summary>Reads a policy; every fault in it is added, with its place.</summary>
    public static ComparisonPolicy Read(SourceDocument document, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(faults);

        if (MappingReader.Open(document, faults) is not { } root)
        {
            return new ComparisonPolicy();
        }

        var days = root.OptionalMapping("deprecation-days");
        var policy = new ComparisonPolicy
        {
            Levels = Levels(root),
            Accepted = [.. root.MappingList("accepted").Select(item => Acceptance(item, root)).OfType<AcceptedChange>()],
            DeprecationDaysBeta = days?.OptionalInt("beta", 0, MostDays),
            DeprecationDaysStable = days?.OptionalInt("stable", 0, MostDays),
        };
        days?.RefuseUnknownKeys();
        root.RefuseUnknownKeys();
        return policy;
    }

    private static Dictionary<string, ChangeLevel> Levels(MappingReader root)
    {
        var levels = new Dictionary<string, ChangeLevel>();
        if (root.OptionalMapping("levels") is not { } mapping)
        {
            return levels;
        }

        foreach (var member in mapping.Node.Members)
        {
            if (!member.Key.StartsWith("event-", StringComparison.Ordinal) && !ChangeRules.TryFind(member.Key, out _))
            {
                mapping.Fault(member.Key, $"No change has the id '{member.Key}'. A report shows the id of each change.");
            }
            else if (mapping.OptionalEnum<ChangeLevel>(member.Key) is { } level)
            {
                levels[member.Key] = level;
            }
        }

        return levels;
    }

    private static AcceptedChange? Acceptance(MappingReader item, MappingReader root)
    {
        var fingerprint = item.RequiredText("fingerprint");
        var reason = item.RequiredText("reason");
        var expires = item.RequiredDate("expires");
        item.RefuseUnknownKeys();
        if (fingerprint is null || reason is null || expires is null)
        {
            return null;
        }

        if (fingerprint.Length != 16 || !fingerprint.All(char.IsAsciiHexDigitLower))
        {
            root.Fault(item.Node["fingerprint"]!, $"'{fingerprint}' is no fingerprint: it has 16 hexadecimal digits in lower case.");
            return null;
        }

        return new AcceptedChange(fingerprint, reason, DateOnly.FromDateTime(expires.Value.UtcDateTime), item.Location);
    }
}
