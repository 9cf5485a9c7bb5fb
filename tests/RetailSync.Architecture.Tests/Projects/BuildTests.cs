using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Projects;

public sealed class BuildTests
{
    private const string Strict = """
        <Project>
          <PropertyGroup>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.CodeAnalysis.BannedApiAnalyzers" />
            <AdditionalFiles Include="$(RepoRoot)BannedSymbols.txt" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public void BannedSymbols_File_HoldsTheRequired() => Faults.AssertNone(BuildRules.MissingBans(Repository.File("BannedSymbols.txt")));

    [Fact]
    public void Build_Shared_IsStrict() => Faults.AssertNone(BuildRules.Looseness(Repository.File("Directory.Build.props"), Repository.Projects));

    [Fact]
    public void Suppressions_InProjects_HaveAReason() =>
        Faults.AssertNone(BuildRules.Suppressions(Repository.Files.Where(file => Path.GetExtension(file.Path) is ".csproj" or ".props" or ".targets")));

    [Fact]
    public void Suppressions_InEditorConfig_HaveAReason() =>
        Faults.AssertNone(Repository.Files.Where(file => file.Name == ".editorconfig").SelectMany(BuildRules.EditorConfig));

    [Fact]
    public void MissingBans_OneLeftOut_IsFlagged()
    {
        var all = Repository.File("BannedSymbols.txt");
        var without = all with { Text = string.Join('\n', all.Lines.Where(line => !line.StartsWith("P:System.DateTime.UtcNow", StringComparison.Ordinal))) };

        Assert.Equal(["BannedSymbols.txt: P:System.DateTime.UtcNow is not banned."], BuildRules.MissingBans(without));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("<Nullable>enable</Nullable>", "", 1)]
    [InlineData("<GenerateDocumentationFile>true</GenerateDocumentationFile>", "", 1)]
    [InlineData("<PackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\" />", "", 1)]
    [InlineData("<AdditionalFiles Include=\"$(RepoRoot)BannedSymbols.txt\" />", "", 1)]
    [InlineData("", "<TreatWarningsAsErrors>false</TreatWarningsAsErrors>", 1)]
    public void Looseness_Sample_IsFlagged(string removed, string inProject, int expected)
    {
        var shared = new TextFile("Directory.Build.props", removed.Length == 0 ? Strict : Strict.Replace(removed, "", StringComparison.Ordinal));
        var project = new TextFile("a/A.csproj", $"<Project><PropertyGroup>{inProject}</PropertyGroup></Project>");

        Assert.Equal(expected, BuildRules.Looseness(shared, [project]).Count());
    }

    [Theory]
    [InlineData("<NoWarn>$(NoWarn);CA1000</NoWarn>", 1)]
    [InlineData("<NoWarn>$(NoWarn);CA1000</NoWarn> <!-- CA1000: the interface asks for it. -->", 0)]
    [InlineData("<!-- CA1000: the interface asks for it. -->\n<NoWarn>$(NoWarn);CA1000</NoWarn>", 0)]
    [InlineData("<NoWarn>$(NoWarn);CS1591</NoWarn> <!-- CS1591: there is no time for docs. -->", 1)]
    public void Suppressions_Sample_IsFlagged(string property, int expected) =>
        Assert.Equal(expected, BuildRules.Suppressions([new("a/A.csproj", $"<Project>\n<PropertyGroup>\n{property}\n</PropertyGroup>\n</Project>")]).Count());

    [Theory]
    [InlineData("dotnet_diagnostic.CA1000.severity = warning", 0)]
    [InlineData("dotnet_diagnostic.CA1000.severity = none", 1)]
    [InlineData("# Nobody listens.\ndotnet_diagnostic.CA1000.severity = none", 0)]
    [InlineData("# Nobody reads.\ndotnet_diagnostic.CS1591.severity = none", 1)]
    public void EditorConfig_Sample_IsFlagged(string text, int expected) =>
        Assert.Equal(expected, BuildRules.EditorConfig(new(".editorconfig", text)).Count());
}
