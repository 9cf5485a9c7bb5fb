using RetailSync.Architecture.Projects;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Plugins;

public sealed class PluginTests
{
    private const string Path = "plugins/RetailSync.Plugins.Stamp/RetailSync.Plugins.Stamp.csproj";
    private const string Suite = "public sealed class StampConformance : PluginConformance<StampFixture>;";

    [Fact]
    public void Plugins_All_AreComplete()
    {
        var projects = Repository.Projects.Select(Project.Parse).ToList();
        Assert.Contains(projects, project => project.Path.StartsWith(PluginRules.Folder, StringComparison.Ordinal));

        Faults.AssertNone(PluginRules.Incomplete(projects, Repository.Exists, Repository.Sources.Where(file => Repository.IsTestOrBench(file.Path))));
    }

    [Theory]
    [InlineData(Path, "plugin.json README.md", Suite, 0)]
    [InlineData(Path, "plugin.json", Suite, 1)]
    [InlineData(Path, "", Suite, 2)]
    [InlineData(Path, "plugin.json README.md", "// class StampConformance : PluginConformance<StampFixture>", 1)]
    [InlineData("plugins/Stamp/Stamp.csproj", "plugin.json README.md", Suite, 1)]
    [InlineData("policies/Stamp/Stamp.csproj", "", "", 0)]
    public void Incomplete_Sample_IsFlagged(string path, string files, string test, int expected) => Assert.Equal(
        expected,
        PluginRules.Incomplete([Project.Parse(new TextFile(path, "<Project />"))], file => files.Split(' ').Contains(file[(file.LastIndexOf('/') + 1)..]), [new TextFile("tests/A.cs", test)]).Count());
}
