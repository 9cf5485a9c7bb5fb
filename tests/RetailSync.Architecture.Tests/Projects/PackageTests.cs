using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Projects;

public sealed class PackageTests
{
    private static readonly IReadOnlyList<TextFile> MSBuildFiles =
        [.. Repository.Files.Where(file => Path.GetExtension(file.Path) is ".csproj" or ".props" or ".targets")];

    [Fact]
    public void Versions_All_StandInOnePlace() => Faults.AssertNone(PackageRules.VersionsElsewhere(MSBuildFiles));

    [Fact]
    public void Packages_All_AreDecided()
    {
        var decisions = Repository.Files.Where(file => file.Path.StartsWith("docs/decisions/", StringComparison.Ordinal) && file.Path.EndsWith(".md", StringComparison.Ordinal)).ToList();
        Assert.True(decisions.Count > 0, "docs/decisions holds no page.");

        Faults.AssertNone(PackageRules.Undecided(Repository.File("Directory.Packages.props"), decisions));
    }

    [Theory]
    [InlineData("""<PackageReference Include="A" />""", 0)]
    [InlineData("""<PackageReference Include="A" Version="1.0.0" />""", 1)]
    [InlineData("""<PackageReference Include="A" VersionOverride="1.0.0" />""", 1)]
    [InlineData("""<PackageReference Include="A"><Version>1.0.0</Version></PackageReference>""", 1)]
    [InlineData("""<PackageVersion Include="A" Version="1.0.0" />""", 1)]
    public void VersionsElsewhere_Sample_IsFlagged(string item, int expected) =>
        Assert.Equal(expected, PackageRules.VersionsElsewhere([new("a/A.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>")]).Count());

    [Theory]
    [InlineData("We use Grpc.Tools.", 0)]
    [InlineData("We use `grpc.tools` 2.0", 0)]
    [InlineData("We use Grpc.Tools.Extra and My.Grpc.Tools.", 1)]
    [InlineData("", 1)]
    public void Undecided_Sample_IsFlagged(string decision, int expected)
    {
        var central = new TextFile("Directory.Packages.props", """<Project><ItemGroup><PackageVersion Include="Grpc.Tools" Version="1.0.0" /></ItemGroup></Project>""");

        Assert.Equal(expected, PackageRules.Undecided(central, [new("docs/decisions/packages.md", decision)]).Count());
    }
}
