using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Lint.Settings;
using RetailSync.Contracts.Lint.Spectral;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Lint;

/// <summary>Holds contracts against the rules. Safe to use from many threads.</summary>
public static class Linter
{
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<LintRuleInfo> Rules { get; } = [.. RuleTable.All.Select(rule => rule.Info)];

    /// <summary>The contracts below a folder: files in YAML or JSON that say <c>openapi</c> or <c>asyncapi</c> in their name.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<string> FilesBelow(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 16, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden })
            .Where(IsContract)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Lints documents.</summary>
    /// <param name="files">Where each is, and how findings call it.</param>
    /// <param name="settings">What the team decided.</param>
    /// <param name="known">Fingerprints of findings that do not count; null: none.</param>
    /// <param name="today">The day by which acceptances run out.</param>
    /// <param name="faults">Receives why a document could not be linted.</param>
    /// <param name="rulesets">Rules besides the own ones.</param>
    public static LintReport Run(
        IEnumerable<(string Path, string Name)> files, LintSettings settings, IReadOnlySet<string>? known, DateOnly today, ICollection<ConfigFault> faults, params IReadOnlyList<LintRuleset> rulesets)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentNullException.ThrowIfNull(rulesets);

        List<LintDocument> documents = [.. files.Select(file => Open(file.Path, file.Name, faults)).OfType<LintDocument>()];
        var types = EventTypes(documents);
        List<LintFinding> findings = [];
        foreach (var document in documents)
        {
            document.EventTypes = types;
            findings.AddRange(Check(document, settings));
            findings.AddRange(rulesets.SelectMany(ruleset => ruleset.Rules).SelectMany(rule => Check(document, settings, rule)));
        }

        return Sort([.. documents.Select(document => document.File)], findings, settings, known, today);
    }

    /// <summary>Reads a settings file; null, with faults, when something is wrong with it.</summary>
    public static LintSettings? ReadSettings(string path, string name, ICollection<ConfigFault> faults) =>
        DocumentReader.ReadFile(path, name, faults) is { } document ? LintSettingsReader.Read(document, faults) : null;

    /// <summary>Reads the fingerprints of a baseline; null, with faults, when it cannot be read.</summary>
    public static IReadOnlySet<string>? ReadBaseline(string path, string name, ICollection<ConfigFault> faults) =>
        DocumentReader.ReadFile(path, name, faults) is { } document ? LintBaseline.Read(document, faults) : null;

    /// <summary>Writes a baseline of findings.</summary>
    public static void WriteBaseline(IEnumerable<LintFinding> findings, Stream target)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(target);

        LintBaseline.Write(findings, target);
    }

    /// <summary>Reads a ruleset in the format of Spectral; null, with faults, when something is wrong with it.</summary>
    public static LintRuleset? ReadRuleset(string path, string name, ICollection<ConfigFault> faults) =>
        DocumentReader.ReadFile(path, name, faults) is { } document ? SpectralRulesetReader.Read(document, faults) : null;

    internal static IReadOnlyList<LintFinding> Check(LintDocument document, LintSettings settings, SpectralRule rule)
    {
        var level = settings.Levels.TryGetValue(rule.Name, out var own) ? own : rule.Level;
        return level == LintLevel.Off ? [] : [.. SpectralLinter.Check(rule, document).Select(remark => Finding(document, rule.Name, level, "", remark))];
    }

    internal static IReadOnlyList<LintFinding> Check(LintDocument document, LintSettings settings)
    {
        List<LintFinding> findings = [];
        foreach (var rule in RuleTable.All)
        {
            var level = settings.LevelOf(rule);
            if (level == LintLevel.Off)
            {
                continue;
            }

            findings.AddRange(rule.Rule.Check(document).Select(remark => Finding(document, rule.Id, level, rule.Rule.Fix, remark)));
        }

        return findings;
    }

    private static LintFinding Finding(LintDocument document, string rule, LintLevel level, string fix, Remark remark)
    {
        var fingerprint = Fingerprint.Of(rule, document.File, document.Source, remark.Pointer, remark.Message);
        return new LintFinding(rule, level, remark.Message, fix, document.File, remark.Line, remark.Column, remark.Pointer, fingerprint);
    }

    private static HashSet<string>? EventTypes(List<LintDocument> documents) =>
        documents.Any(document => document.Kind == DocumentKind.AsyncApi)
            ? documents.SelectMany(document => document.Messages).Select(EventTypeOf.Message).OfType<string>().ToHashSet(StringComparer.Ordinal)
            : null;

    private static bool IsContract(string path)
    {
        var name = Path.GetFileName(path);
        return Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            && (name.Contains("openapi", StringComparison.OrdinalIgnoreCase) || name.Contains("asyncapi", StringComparison.OrdinalIgnoreCase));
    }

    private static LintDocument? Open(string path, string name, ICollection<ConfigFault> faults)
    {
        if (DocumentReader.ReadFile(path, name, faults) is not { } source)
        {
            return null;
        }

        if (LintDocument.Of(source, name) is { } document)
        {
            return document;
        }

        faults.Add(new ConfigFault(source.Locate(source.Root), "This is no OpenAPI 3 or AsyncAPI 3 document: it says neither openapi: 3.x nor asyncapi: 3.x."));
        return null;
    }

    private static LintReport Sort(List<string> files, List<LintFinding> findings, LintSettings settings, IReadOnlySet<string>? known, DateOnly today)
    {
        List<LintFinding> counting = [], inBaseline = [], accepted = [];
        foreach (var finding in findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column).ThenBy(finding => finding.Rule, StringComparer.Ordinal))
        {
            var target = settings.Accepted.Any(each => each.Expires >= today && each.Covers(finding)) ? accepted
                : known?.Contains(finding.Fingerprint) ?? false ? inBaseline
                : counting;
            target.Add(finding);
        }

        return new LintReport(files, counting, inBaseline, accepted, [.. Remarks(findings, settings, today)]);
    }

    private static IEnumerable<string> Remarks(List<LintFinding> findings, LintSettings settings, DateOnly today)
    {
        foreach (var acceptance in settings.Accepted)
        {
            if (!findings.Any(acceptance.Covers))
            {
                yield return $"{acceptance.Location}: This acceptance of {acceptance.Rule} is for nothing that is found; remove it.";
            }
            else if (acceptance.Expires < today)
            {
                yield return $"{acceptance.Location}: This acceptance of {acceptance.Rule} ran out on {acceptance.Expires:yyyy-MM-dd}; mend what it was for.";
            }
        }
    }
}
