using System.Text.Encodings.Web;
using System.Text.Json;
using RetailSync.Contracts.Lint;

namespace RetailSync.Contracts.Tests.Lint;

/// <summary>What reports look like.</summary>
public sealed class LintWriterTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly LintFinding Error = new("RS-103", LintLevel.Error, "'a|b' <i>is</i> wrong.", "Mend it.", "oms/a b.yaml", 5, 3, "/paths/~1a", "0123456789abcdef");
    private static readonly LintFinding Info = Error with { Rule = "RS-703", Level = LintLevel.Info, Message = "Good to know.", Line = 6 };

    private static readonly LintReport Report = new(["oms/a b.yaml"], [Error, Info], [Info], [], []);

    [Fact]
    public void Text_HasALineForEachFindingAndASum() =>
        Assert.Equal(
            """
            oms/a b.yaml:5:3: error RS-103: 'a|b' <i>is</i> wrong. Mend it.
            oms/a b.yaml:6:3: info RS-703: Good to know. Mend it.
            1 file: 1 error, 0 warnings, 1 info. 1 more in the baseline.

            """,
            Write(LintFormat.Text));

    [Fact]
    public void Markdown_LetsNothingBecomeMarkup() =>
        Assert.Contains("| error | RS-103 | `oms/a b.yaml:5:3` | 'a\\|b' &lt;i>is&lt;/i> wrong. Mend it. |\n", Write(LintFormat.Markdown), StringComparison.Ordinal);

    [Fact]
    public void Json_HasCountsAndFindings()
    {
        using var json = JsonDocument.Parse(Write(LintFormat.Json));

        Assert.Equal((1, 0, 1, 1), (Number("errors"), Number("warnings"), Number("infos"), Number("inBaseline")));
        Assert.Equal("""{"rule":"RS-103","level":"error","message":"'a|b' <i>is</i> wrong.","fix":"Mend it.","file":"oms/a b.yaml","line":5,"column":3,"pointer":"/paths/~1a","fingerprint":"0123456789abcdef"}""", Compact(json.RootElement.GetProperty("findings")[0]));

        int Number(string key) => json.RootElement.GetProperty(key).GetInt32();
    }

    [Fact]
    public void Sarif_HasRulesAndResultsWithTheirPlaces()
    {
        using var json = JsonDocument.Parse(Write(LintFormat.Sarif));
        var run = json.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        Assert.Equal(Linter.Rules.Select(rule => rule.Id), rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        Assert.Equal(
            """{"ruleId":"RS-703","level":"note","message":{"text":"Good to know. Mend it."},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"oms/a%20b.yaml"},"region":{"startLine":6,"startColumn":3}},"logicalLocations":[{"fullyQualifiedName":"/paths/~1a"}]}],"partialFingerprints":{"retailsyncLint/v1":"0123456789abcdef"}}""",
            Compact(run.GetProperty("results")[1]));
    }

    private static string Write(LintFormat format)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        LintWriter.Write(Report, format, writer);
        return writer.ToString();
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element, Plain);
}
