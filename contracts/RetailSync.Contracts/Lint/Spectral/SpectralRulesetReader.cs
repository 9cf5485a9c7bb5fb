using RetailSync.Contracts.Lint.Spectral.Functions;
using RetailSync.Contracts.Lint.Spectral.Paths;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Lint.Spectral;

/// <summary>Reads rulesets in the format of Spectral 6: YAML or JSON with <c>rules</c>, <c>aliases</c> and <c>formats</c>.</summary>
/// <remarks>Rulesets that it extends are not opened, those of Spectral itself are not part of this program: both are remarked upon, not refused.</remarks>
internal sealed class SpectralRulesetReader
{
    private readonly SourceDocument _document;
    private readonly List<ConfigFault> _faults = [];
    private readonly List<string> _remarks = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _aliases = new(StringComparer.Ordinal);

    private SpectralRulesetReader(SourceDocument document) => _document = document;

    /// <summary>The ruleset; null, with faults, when something is wrong with it.</summary>
    public static LintRuleset? Read(SourceDocument document, ICollection<ConfigFault> faults)
    {
        var reader = new SpectralRulesetReader(document);
        var rules = MappingReader.Open(document, reader._faults) is { } root ? reader.Read(root) : [];
        reader._faults.ForEach(faults.Add);
        return reader._faults.Count == 0 ? new LintRuleset(rules, reader._remarks) : null;
    }

    private List<SpectralRule> Read(MappingReader root)
    {
        foreach (var key in (string[])["extends", "overrides", "functions"])
        {
            if (root.Find(key) is { } node)
            {
                _remarks.Add($"{_document.Locate(node)}: '{key}' is not run: only the rules that stand in this file are.");
            }
        }

        foreach (var alias in root.OptionalMapping("aliases")?.Node.Members ?? [])
        {
            _aliases[alias.Key] = Texts(alias.Value);
        }

        var formats = root.TextList("formats");
        List<SpectralRule> rules = [];
        foreach (var member in root.RequiredMapping("rules")?.Node.Members ?? [])
        {
            if (member.Value.Kind != SourceKind.Mapping)
            {
                _remarks.Add($"{_document.Locate(member)}: '{member.Key}' only changes a rule of another ruleset, and is not run.");
            }
            else if (ReadRule(member, formats) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return rules;
    }

    private SpectralRule? ReadRule(SourceMember member, IReadOnlyList<string> formats)
    {
        var rule = MappingReader.Open(_document, member.Value, $"The rule '{member.Key}'", _faults)!;
        if (member.Key.StartsWith("RS-", StringComparison.OrdinalIgnoreCase))
        {
            _faults.Add(new ConfigFault(_document.Locate(member), $"'{member.Key}' begins like the rules of this program; choose another name."));
        }

        if (!rule.Has("given") || !rule.Has("then"))
        {
            rule.Fault("A rule needs 'given' and 'then'.");
            return null;
        }

        var own = rule.TextList("formats");
        return new SpectralRule
        {
            Name = member.Key,
            Level = rule.OptionalBool("recommended") == false ? LintLevel.Off : Level(rule),
            Description = rule.Find("description")?.Text,
            Message = rule.Find("message")?.Text,
            IsResolved = rule.OptionalBool("resolved") ?? true,
            Formats = own.Count > 0 ? own : formats,
            Given = [.. Texts(rule.Find("given")!).SelectMany(given => Resolve(given, rule, 0)).Select(given => ReadPath(given, rule.Find("given")!)).OfType<JsonPath>()],
            Then = [.. Thens(rule.Find("then")!).Select(ReadThen).OfType<SpectralThen>()],
        };
    }

    private static LintLevel Level(MappingReader rule)
    {
        var severity = rule.Find("severity");
        switch (severity?.Text)
        {
            case null or "warn" or "1":
                return LintLevel.Warning;
            case "error" or "0":
                return LintLevel.Error;
            case "info" or "hint" or "2" or "3":
                return LintLevel.Info;
            case "off" or "-1":
                return LintLevel.Off;
            default:
                rule.Fault("severity", $"'{severity.Text}' is no severity. Known: error, warn, info, hint, off.");
                return LintLevel.Off;
        }
    }

    private static IEnumerable<SourceNode> Thens(SourceNode then) => then.Kind == SourceKind.List ? then.Items : [then];

    private SpectralThen? ReadThen(SourceNode node)
    {
        if (MappingReader.Open(_document, node, "'then'", _faults) is not { } then)
        {
            return null;
        }

        var field = then.OptionalText("field");
        var path = field is "$" or ['$', '.' or '[', ..] ? ReadPath(field, then.Find("field")!) : null;
        return new FunctionReader(_document, _faults).Read(then) is { } function ? new SpectralThen(field, path, function) : null;
    }

    private List<string> Texts(SourceNode node)
    {
        var items = node.Kind == SourceKind.List ? node.Items : [node];
        foreach (var item in items.Where(item => item.Kind != SourceKind.Text))
        {
            _faults.Add(new ConfigFault(_document.Locate(item), $"A path must be a text, but this is {item.Description}."));
        }

        return [.. items.Where(item => item.Kind == SourceKind.Text).Select(item => item.Text)];
    }

    // "#Operations[*]" stands for each path of the alias, with what follows.
    private IEnumerable<string> Resolve(string given, MappingReader rule, int depth)
    {
        if (!given.StartsWith('#'))
        {
            return [given];
        }

        var end = given.AsSpan(1).IndexOfAny('.', '[', '^') is var found and >= 0 ? found + 1 : given.Length;
        if (depth < 8 && _aliases.TryGetValue(given[1..end], out var paths))
        {
            return paths.SelectMany(path => Resolve($"{path}{given[end..]}", rule, depth + 1));
        }

        rule.Fault("given", $"No alias is called '{given[1..end]}', or it leads to itself. Known: {(_aliases.Count == 0 ? "none" : string.Join(", ", _aliases.Keys))}.");
        return [];
    }

    private JsonPath? ReadPath(string path, SourceNode at)
    {
        if (JsonPath.Read(path, out var fault) is { } read)
        {
            return read;
        }

        _faults.Add(new ConfigFault(_document.Locate(at), $"The path {fault}"));
        return null;
    }
}
