using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Lint.Settings;

/// <summary>Reads a settings file of linting.</summary>
internal static class LintSettingsReader
{
    /// <summary>The settings; null, with faults, when something is wrong with them.</summary>
    public static LintSettings? Read(SourceDocument document, ICollection<ConfigFault> faults)
    {
        List<ConfigFault> own = [];
        var settings = MappingReader.Open(document, own) is { } root ? Read(document, root, own) : null;
        own.ForEach(faults.Add);
        return own.Count == 0 ? settings : null;
    }

    private static LintSettings Read(SourceDocument document, MappingReader root, List<ConfigFault> faults)
    {
        var levels = new Dictionary<string, LintLevel>(StringComparer.Ordinal);
        foreach (var member in root.OptionalMapping("levels")?.Node.Members ?? [])
        {
            if (!IsRule(member.Key))
            {
                faults.Add(new ConfigFault(document.Locate(member), UnknownRule(member.Key)));
            }
            else if (member.Value.Kind == SourceKind.Text && Enum.GetValues<LintLevel>().Cast<LintLevel?>().FirstOrDefault(level => Name(level!.Value) == member.Value.Text) is { } level)
            {
                levels[member.Key] = level;
            }
            else
            {
                faults.Add(new ConfigFault(document.Locate(member.Value), $"'{member.Key}' must be {string.Join(", ", Enum.GetValues<LintLevel>().Select(Name))}."));
            }
        }

        List<Acceptance> accepted = [];
        foreach (var item in root.MappingList("accepted"))
        {
            if (ReadOne(item) is { } acceptance)
            {
                accepted.Add(acceptance);
            }
        }

        root.RefuseUnknownKeys();
        return new LintSettings { Levels = levels, Accepted = accepted };
    }

    private static Acceptance? ReadOne(MappingReader item)
    {
        var rule = item.RequiredText("rule");
        var (file, at, fingerprint) = (item.OptionalText("file"), item.OptionalText("at"), item.OptionalText("fingerprint"));
        var reason = item.RequiredText("reason");
        var expires = item.RequiredDate("expires");
        item.RefuseUnknownKeys();
        if (rule is not null && !IsRule(rule))
        {
            item.Fault("rule", UnknownRule(rule));
        }

        if (at is not null && !JsonPointer.IsValid(at))
        {
            item.Fault("at", $"'{at}' is no JSON pointer such as /paths/~1orders/get.");
        }

        return rule is null || reason is null || expires is null ? null : new Acceptance(rule, file, at, fingerprint, reason, DateOnly.FromDateTime(expires.Value.UtcDateTime), item.Location);
    }

    private static bool IsRule(string id) => RuleTable.All.Any(rule => rule.Id == id);

    private static string UnknownRule(string id) => $"No rule is called '{id}'. 'retailsync lint --rules' lists them.";

    private static string Name(LintLevel level) => level.ToString().ToLowerInvariant();
}
