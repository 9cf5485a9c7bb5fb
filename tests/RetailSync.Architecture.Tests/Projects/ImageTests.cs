using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Projects;

public sealed class ImageTests
{
    private static readonly TextFile Dockerfile = Repository.File("Dockerfile");

    private static readonly TextFile Ignored = new(".dockerignore", File.ReadAllText(Path.Combine(Repository.Root, ".dockerignore")));

    [Fact]
    public void Dockerfile_Paths_AllExistAndReachTheBuilder() => Faults.AssertNone(ImageRules.MissingPaths(Dockerfile, Ignored, Repository.Exists));

    [Fact]
    public void Dockerfile_Projects_AreAllCopied() =>
        Faults.AssertNone(ImageRules.NotCopied(Dockerfile, Repository.Projects.Select(project => project.Path).Where(path => !Repository.IsTestOrBench(path) && !path.StartsWith("cli/", StringComparison.Ordinal))));

    [Fact]
    public void Dockerfile_Run_StopsProperlyAndWithoutRights() => Faults.AssertNone(ImageRules.Looseness(Dockerfile));

    [Theory]
    [InlineData("COPY nowhere/ x/", "nowhere")]
    [InlineData("RUN dotnet publish gateway/Nothing -o /app", "gateway/Nothing")]
    public void MissingPaths_PathThatIsNotThere_IsTold(string line, string path) =>
        Assert.Contains(ImageRules.MissingPaths(new TextFile("Dockerfile", line), new TextFile(".dockerignore", "!nowhere\n!gateway"), Repository.Exists), fault => fault.Contains($"'{path}'", StringComparison.Ordinal));

    [Fact]
    public void MissingPaths_PathThatIsIgnored_IsTold() =>
        Assert.Single(ImageRules.MissingPaths(new TextFile("Dockerfile", "COPY gateway/ gateway/"), new TextFile(".dockerignore", "*"), Repository.Exists));

    [Fact]
    public void NotCopied_ProjectElsewhere_IsTold() => Assert.Single(ImageRules.NotCopied(new TextFile("Dockerfile", "COPY gateway/ gateway/"), ["gateway/a/a.csproj", "plugins/b/b.csproj"]));

    [Fact]
    public void Looseness_EmptyFile_IsToldThreeTimes() => Assert.Equal(3, ImageRules.Looseness(new TextFile("Dockerfile", "")).Count());
}
