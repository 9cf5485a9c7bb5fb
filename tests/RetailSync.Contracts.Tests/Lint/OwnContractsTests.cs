using RetailSync.Contracts.Lint;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Lint;

/// <summary>The contracts of this repository pass their own rules.</summary>
public sealed class OwnContractsTests
{
    private static string Folder => Path.Combine(Linting.Repository, "contracts");

    public static TheoryData<string> Files => [.. Linter.FilesBelow(Folder).Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Contract_HasNoErrors(string file)
    {
        List<ConfigFault> faults = [];

        var report = Linter.Run([(Path.Combine(Folder, file), file)], LintSettings.Default, null, Linting.Today, faults);

        Assert.Empty(faults);
        Assert.Empty(report.Findings.Where(finding => finding.Level == LintLevel.Error).Select(finding => $"{finding.Location} {finding.Rule} {finding.Message}"));
    }

    [Fact]
    public void Folder_HasAllSystems() => Assert.True(Files.Count >= 15, $"There are {Files.Count} contracts.");
}
