using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Docs;

public sealed class MarkdownTests
{
    private static readonly IReadOnlyList<TextFile> Pages = [.. Repository.Files.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal))];

    [Fact]
    public void Links_OfEveryPage_LeadSomewhere()
    {
        Assert.True(Pages.Count > 0, "There is no Markdown page.");

        Faults.AssertNone(Pages.SelectMany(page => MarkdownRules.BrokenLinks(page, Repository.Exists, path => Pages.FirstOrDefault(other => other.Path == path))));
    }

    [Fact]
    public void Readme_Guide_NamesWhatExists() => Faults.AssertNone(MarkdownRules.BrokenGuide(Repository.File("README.md"), Repository.Exists));

    [Fact]
    public void Files_All_AreFreeOfMachinePaths() => Faults.AssertNone(MarkdownRules.MachinePaths(Repository.Files));

    [Theory]
    [InlineData("[a](b.md)", 0)]
    [InlineData("[a](../docs/b.md)", 0)]
    [InlineData("[a](/docs/b.md)", 0)]
    [InlineData("[a](missing.md)", 1)]
    [InlineData("[a](../../../b.md)", 1)]
    [InlineData("[a](https://example.com/missing)", 0)]
    [InlineData("[a](#second-part)\n# Second part", 0)]
    [InlineData("[a](#third)\n# Second part", 1)]
    [InlineData("[a](b.md#what-it-is)", 0)]
    [InlineData("[a](b.md#what-it-was)", 1)]
    [InlineData("```\n[a](missing.md)\n```\n", 0)]
    [InlineData("`[a](missing.md)`", 0)]
    public void BrokenLinks_Sample_IsFlagged(string text, int expected)
    {
        var page = new TextFile("docs/a.md", text);
        var other = new TextFile("docs/b.md", "# What it is?\n");

        var faults = MarkdownRules.BrokenLinks(page, path => path is "docs/a.md" or "docs/b.md", path => path == "docs/b.md" ? other : page);

        Assert.Equal(expected, faults.Count());
    }

    [Theory]
    [InlineData("`yarp.json`", "")]
    [InlineData("`policies/<Name>/`", "")]
    [InlineData("[here](yarp.json#routes)", "")]
    [InlineData("`missing.json`", "README.md:9: 'missing.json' does not exist.")]
    [InlineData("nowhere", "README.md:9: the row names no path in backticks.")]
    public void BrokenGuide_Sample_IsFlagged(string place, string expected)
    {
        var rows = string.Concat(Enumerable.Repeat("| see | `yarp.json` |\n", 5));
        var readme = new TextFile("README.md", $"# A\n| I want to ... | open |\n|---|---|\n{rows}| do | {place} |\n");

        Assert.Equal(expected, string.Join('\n', MarkdownRules.BrokenGuide(readme, path => path is "yarp.json" or "policies")));
    }

    [Theory]
    [InlineData("# A\n", "README.md: there is no table with the columns 'I want to' and 'open'.")]
    [InlineData("| I want to | open |\n|---|---|\n| a | `a` |\n", "README.md:1: the table has 1 rows; a newcomer needs at least 5.")]
    public void BrokenGuide_NoGuide_IsFlagged(string text, string expected) => Assert.Equal([expected], MarkdownRules.BrokenGuide(new("README.md", text), _ => true));

    [Theory]
    [InlineData("see /ho{0}me/ada/x", 1)]
    [InlineData("see /ro{0}ot/.nuget", 1)]
    [InlineData("see C:\\Use{0}rs\\ada", 1)]
    [InlineData("GET /v1/wor{0}k/7", 0)]
    [InlineData("https://example.com/ho{0}me/ada", 0)]
    public void MachinePaths_Sample_IsFlagged(string text, int expected) =>
        Assert.Equal(expected, MarkdownRules.MachinePaths([new("a.md", text.Replace("{0}", "", StringComparison.Ordinal))]).Count());
}
