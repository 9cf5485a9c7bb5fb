using System.Text.RegularExpressions;
using RetailSync.Contracts.Lint;

namespace RetailSync.Contracts.Tests.Lint;

/// <summary>Every rule has a page, and the page tells the truth: its wrong example is found, its right one is not.</summary>
public sealed partial class RulePagesTests
{
    public static TheoryData<string> Ids => [.. Linter.Rules.Select(rule => rule.Id)];

    private static string Folder => Path.Combine(Linting.Repository, "docs", "rules");

    [Fact]
    public void Pages_AreThoseOfTheTable() =>
        Assert.Equal(
            Linter.Rules.Select(rule => $"{rule.Id}.md"),
            Directory.EnumerateFiles(Folder, "RS-*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Overview_ListsEveryRuleWithLevelAndTitle()
    {
        var listed = Row().Matches(File.ReadAllText(Path.Combine(Folder, "README.md"))).Select(row => row.Groups["row"].Value);

        Assert.Equal(Linter.Rules.Select(rule => $"[{rule.Id}]({rule.Id}.md) | {Lower(rule.Level)} | {rule.Title}"), listed);
    }

    [Fact]
    public void Ids_AreInOrderAndEachOnce()
    {
        var ids = Linter.Rules.Select(rule => rule.Id).ToList();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^RS-[0-9]{3}$", id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_SaysWhatTheRuleSays(string id)
    {
        var (rule, page) = Read(id);

        Assert.StartsWith($"# {id}: {rule.Title}\n\nLevel: {Lower(rule.Level)}.", page, StringComparison.Ordinal);
        Assert.Contains($"Why: {rule.Why}\n", page, StringComparison.Ordinal);
        Assert.Contains($"```\n{rule.Fix}\n", page, StringComparison.Ordinal);
        Assert.Contains($"`levels: {{{id}: off}}`", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_WrongIsFoundAndRightIsNot(string id)
    {
        var examples = Example().Matches(Read(id).Page).Select(found => found.Groups["yaml"].Value).ToList();

        var found = examples.Select(example => Check(id, example)).ToList();

        Assert.Equal(2, examples.Count);
        Assert.NotEmpty(found[0]);
        Assert.Empty(found[1]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Finding_PointsAtItsLine(string id)
    {
        var example = Example().Matches(Read(id).Page)[0].Groups["yaml"].Value;
        var finding = Linting.Check(example, FileFor(example)).First(each => each.Rule == id);

        var (document, _) = Documents.Yaml(example);

        Assert.InRange(finding.Line, 1, example.Split('\n').Length);
        Assert.NotNull(document!.Find(finding.JsonPointer));
    }

    private static string[] Check(string id, string example) => Linting.Of(id, example, FileFor(example));

    private static string FileFor(string example) => example.StartsWith("asyncapi", StringComparison.Ordinal) ? "oms/order-events.v1.asyncapi.yaml" : "ecommerce/example.v1.openapi.yaml";

    private static (LintRuleInfo Rule, string Page) Read(string id) => (Linter.Rules.Single(rule => rule.Id == id), File.ReadAllText(Path.Combine(Folder, $"{id}.md")));

    private static string Lower(LintLevel level) => level.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^(Wrong|Right):\n```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| (?<row>\[RS-.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
