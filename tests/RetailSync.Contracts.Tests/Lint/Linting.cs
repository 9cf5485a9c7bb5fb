using System.Text;
using RetailSync.Contracts.Lint;
using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Lint.Settings;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Lint;

/// <summary>Lints texts the way files are linted.</summary>
internal static class Linting
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    /// <summary>What AsyncAPI documents beside the text declare.</summary>
    public static readonly IReadOnlySet<string> EventTypes = new HashSet<string>(StringComparer.Ordinal) { "retail.order.placed.v1" };

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>All findings of a text, with the rules' own levels.</summary>
    public static IReadOnlyList<LintFinding> Check(string yaml, string file = "ecommerce/example.v1.openapi.yaml") => Linter.Check(Open(yaml, file), LintSettings.Default);

    /// <summary>The findings of one rule as lines of pointer and message.</summary>
    public static string[] Of(string rule, string yaml, string file = "ecommerce/example.v1.openapi.yaml") =>
        [.. Check(yaml, file).Where(finding => finding.Rule == rule).Select(finding => $"{finding.JsonPointer} {finding.Message}")];

    /// <summary>Settings that must be without fault.</summary>
    public static LintSettings Settings(string yaml)
    {
        List<ConfigFault> faults = [];
        var settings = LintSettingsReader.Read(DocumentReader.Read("lint.yaml", Encoding.UTF8.GetBytes(yaml), faults)!, faults);
        Assert.Empty(faults);
        return settings!;
    }

    private static LintDocument Open(string yaml, string file)
    {
        List<ConfigFault> faults = [];
        var document = DocumentReader.Read(file, Encoding.UTF8.GetBytes(yaml), faults);
        Assert.Empty(faults);
        var opened = LintDocument.Of(document!, file)!;
        opened.EventTypes = EventTypes;
        return opened;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "contracts", "RetailSync.Contracts")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
