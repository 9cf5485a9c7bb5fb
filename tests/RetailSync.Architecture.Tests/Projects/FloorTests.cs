using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Projects;

public sealed class FloorTests
{
    [Fact]
    public void Projects_All_ReferenceLowerFloorsOnly()
    {
        var projects = Repository.Projects.Select(Project.Parse).ToList();
        Assert.Contains(projects, project => project.Name == "RetailSync.Gateway");
        Assert.Contains(projects, project => project.References.Contains("RetailSync.Gateway.Abstractions"));

        Faults.AssertNone(FloorRules.Check(projects));
    }

    [Theory]
    [InlineData("contracts/RetailSync.Contracts/RetailSync.Contracts.csproj", "RetailSync.Gateway.Abstractions", 0)]
    [InlineData("contracts/RetailSync.Contracts/RetailSync.Contracts.csproj", "RetailSync.Catalog", 1)]
    [InlineData("policies/RetailSync.Policies/RetailSync.Policies.csproj", "RetailSync.Catalog", 1)]
    [InlineData("gateway/RetailSync.Gateway.Abstractions/RetailSync.Gateway.Abstractions.csproj", "RetailSync.Contracts", 1)]
    [InlineData("plugins/RetailSync.Plugins.NoOp/RetailSync.Plugins.NoOp.csproj", "RetailSync.Gateway.Abstractions", 0)]
    [InlineData("plugins/RetailSync.Plugins.NoOp/RetailSync.Plugins.NoOp.csproj", "RetailSync.Contracts", 1)]
    [InlineData("gateway/RetailSync.Gateway/RetailSync.Gateway.csproj", "RetailSync.Sandbox", 0)]
    [InlineData("gateway/RetailSync.Gateway/RetailSync.Gateway.csproj", "RetailSync.Cli", 1)]
    [InlineData("cli/RetailSync.Cli/RetailSync.Cli.csproj", "RetailSync.Sandbox", 1)]
    [InlineData("sandbox/RetailSync.Sandbox/RetailSync.Sandbox.csproj", "RetailSync.Gateway.Abstractions", 1)]
    [InlineData("catalog/RetailSync.Catalog/RetailSync.Catalog.csproj", "RetailSync.Testing", 1)]
    [InlineData("tests/RetailSync.Cli.Tests/RetailSync.Cli.Tests.csproj", "RetailSync.Sandbox", 0)]
    public void Check_OneReference_IsJudged(string path, string reference, int expected)
    {
        var file = new TextFile(path, $"""<Project><ItemGroup><ProjectReference Include="$(RepoRoot)x/{reference}/{reference}.csproj" /></ItemGroup></Project>""");

        Assert.Equal(expected, FloorRules.Check([Project.Parse(file)]).Count());
    }

    [Fact]
    public void Check_ProjectWithoutFloor_IsFlagged()
    {
        var file = new TextFile("new/RetailSync.New/RetailSync.New.csproj", "<Project />");

        Assert.Equal(["new/RetailSync.New/RetailSync.New.csproj: has no floor. Give RetailSync.New one in FloorRules.cs and in the design."], FloorRules.Check([Project.Parse(file)]));
    }
}
