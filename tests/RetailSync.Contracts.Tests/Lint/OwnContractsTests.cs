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

    // Together, as types of events are declared in other files than where they are used.
    [Fact]
    public void Folder_EveryDeclaredEvent_HasItsContract()
    {
        List<ConfigFault> faults = [];

        var report = Linter.Run(Files.Select(row => (Path.Combine(Folder, row.Data), row.Data)), LintSettings.Default, null, Linting.Today, faults);

        Assert.Empty(faults);
        Assert.DoesNotContain(report.Findings, finding => finding.Rule == "RS-705");
    }
}
